package io.drawbridge.server.delivery.change;

import io.drawbridge.protocol.id.SessionId;
import io.drawbridge.protocol.result.NodeReceipt;
import io.drawbridge.protocol.result.Phases;
import io.drawbridge.protocol.result.Receipt;
import io.drawbridge.protocol.result.SessionReceipt;
import io.drawbridge.server.delivery.change.MembershipLanes.Changed;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/** Makes one receipt of those of changes that belong together. */
public final class JoinedReceipt {
  /** More would not fit into a frame; the nodes' numbers count all. */
  private static final int SESSIONS_MAX = 500;

  private JoinedReceipt() {}

  /** The receipt of all; {@code epochs} says whether its reader sees epochs. */
  public static Receipt of(List<? extends Changed<?>> parts, boolean epochs) {
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
            ? parts.stream().<Long>map(Changed::epoch).max(Comparator.naturalOrder())
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
