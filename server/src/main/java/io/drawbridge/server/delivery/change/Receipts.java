package io.drawbridge.server.delivery.change;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.result.NodeReceipt;
import io.drawbridge.protocol.result.Phases;
import io.drawbridge.protocol.result.Receipt;
import io.drawbridge.protocol.result.SessionReceipt;
import io.drawbridge.server.cluster.Fenced;
import io.drawbridge.server.delivery.change.Turnover.Effects;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes the receipts of changes that share a fence: each names its own people's sessions. */
final class Receipts {
  private final Effects effects;
  private final Fenced closed;
  private final Map<AccountId, List<Fenced.Reached>> reached;

  Receipts(Effects effects, Fenced closed) {
    this.effects = effects;
    this.closed = closed;
    this.reached = closed.reached().stream().collect(Collectors.groupingBy(Fenced.Reached::person));
  }

  /** Returns whether an exit was sending something when the fence was closed. */
  boolean sending() {
    return closed.sending();
  }

  /** The receipt of a change of this transaction. */
  Receipt of(DomainCommit commit, long epoch, long submittedNanos) {
    Phases phases =
        new Phases(
            commit.attempt().lockMicros(),
            commit.commitMicros(),
            microsSince(commit.committedNanos()),
            microsSince(submittedNanos));
    return receipt(commit.attempt().at(), closed, sessions(epoch), phases);
  }

  /** The receipt of a change that an earlier attempt made. */
  Receipt repeated(long epoch, long submittedNanos) {
    Phases phases = new Phases(0, 0, closed.micros(), microsSince(submittedNanos));
    return receipt(closed.at(), closed, sessions(epoch), phases);
  }

  /** The receipt of a change of the account log. */
  static Receipt account(Fenced closed, long lockMicros, long commitMicros, long submittedNanos) {
    Phases phases =
        new Phases(lockMicros, commitMicros, closed.micros(), microsSince(submittedNanos));
    List<SessionReceipt> sessions =
        closed.reached().stream().map(reached -> new SessionReceipt(reached.session(), 0)).toList();
    return receipt(closed.at(), closed, sessions, phases);
  }

  private static Receipt receipt(
      Instant at, Fenced closed, List<SessionReceipt> sessions, Phases phases) {
    List<NodeReceipt> nodes = new ArrayList<>();
    nodes.add(new NodeReceipt(closed.node(), sessions.size(), phases));
    closed
        .others()
        .forEach(other ->
            nodes.add(
                new NodeReceipt(
                    other.node(),
                    other.sessions(),
                    new Phases(0, 0, other.micros(), other.micros()))));
    return new Receipt(Optional.of(at), nodes, sessions, phases, Optional.empty());
  }

  private List<SessionReceipt> sessions(long epoch) {
    List<SessionReceipt> sessions = new ArrayList<>();
    for (AccountId person : effects.touched().getOrDefault(epoch, Set.of())) {
      Set<ConversationId> about = effects.about(epoch, person);
      for (Fenced.Reached each : reached.getOrDefault(person, List.of())) {
        long last =
            about.stream()
                .mapToLong(conversation -> each.lastPos().getOrDefault(conversation, 0L))
                .max()
                .orElse(0);
        sessions.add(new SessionReceipt(each.session(), last));
      }
    }
    return sessions;
  }

  private static long microsSince(long nanos) {
    return (System.nanoTime() - nanos) / 1_000;
  }
}
