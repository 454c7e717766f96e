package io.drawbridge.server.external;

import io.drawbridge.protocol.id.SessionId;
import io.drawbridge.protocol.result.ExternalResult.ExternalsEnded;
import io.drawbridge.protocol.result.NodeReceipt;
import io.drawbridge.protocol.result.Phases;
import io.drawbridge.protocol.result.Receipt;
import io.drawbridge.protocol.result.SessionReceipt;
import io.drawbridge.server.delivery.change.MembershipLanes.Changed;
import io.drawbridge.server.external.EndExternals.Part;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/** Makes one answer, with one receipt, of the parts of {@code external.end}. */
final class EndedParts {
  /** More would not fit into a frame; the nodes' numbers count all. */
  private static final int SESSIONS_MAX = 500;

  private EndedParts() {}

  static ExternalsEnded answer(List<Changed<Part>> parts, boolean epochs) {
    List<Part> done = parts.stream().map(Changed::value).toList();
    return new ExternalsEnded(
        done.stream().mapToInt(Part::grants).sum(),
        done.stream().mapToInt(Part::invitations).sum(),
        (int) done.stream().flatMap(part -> part.people().stream()).distinct().count(),
        (int) done.stream().flatMap(part -> part.places().stream()).distinct().count(),
        receipt(parts, epochs));
  }

  private static Receipt receipt(List<Changed<Part>> parts, boolean epochs) {
    List<Receipt> receipts = parts.stream().flatMap(part -> part.receipt().stream()).toList();
    Map<SessionId, Long> sessions = new TreeMap<>(Comparator.comparingLong(SessionId::value));
    receipts.forEach(receipt ->
        receipt
            .sessions()
            .forEach(each -> sessions.merge(each.session(), each.lastPos(), Math::max)));
    Optional<Instant> at =
        receipts.stream().flatMap(receipt -> receipt.at().stream()).max(Comparator.naturalOrder());
    List<String> nodes =
        receipts.stream()
            .flatMap(receipt -> receipt.nodes().stream())
            .map(NodeReceipt::node)
            .distinct()
            .toList();
    Phases phases = phases(receipts);
    return new Receipt(
        at,
        nodes.stream().map(node -> new NodeReceipt(node, sessions.size(), phases)).toList(),
        sessions.entrySet().stream()
            .limit(SESSIONS_MAX)
            .map(each -> new SessionReceipt(each.getKey(), each.getValue()))
            .toList(),
        phases,
        epochs
            ? parts.stream().map(Changed::epoch).max(Comparator.naturalOrder())
            : Optional.empty());
  }

  /** The longest of each: the parts went on side by side. */
  private static Phases phases(List<Receipt> receipts) {
    return new Phases(
        longest(receipts, Phases::lockMicros),
        longest(receipts, Phases::commitMicros),
        longest(receipts, Phases::fenceMicros),
        longest(receipts, Phases::totalMicros));
  }

  private static long longest(List<Receipt> receipts, ToLongFunction<Phases> phase) {
    return receipts.stream().map(Receipt::phases).mapToLong(phase).max().orElse(0);
  }
}
