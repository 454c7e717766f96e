package io.drawbridge.server.delivery;

import io.drawbridge.protocol.frame.NodeReceipt;
import io.drawbridge.protocol.frame.Phases;
import io.drawbridge.protocol.frame.Receipt;
import io.drawbridge.protocol.frame.SessionReceipt;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.cluster.Fenced;
import io.drawbridge.server.delivery.Turnover.Effects;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The receipts of the narrowing changes of one transaction: each names its own people's sessions.
 */
final class Receipts {
  private final DomainCommit commit;
  private final Effects effects;
  private final Optional<Fenced> fenced;

  Receipts(DomainCommit commit, Effects effects, Optional<Fenced> fenced) {
    this.commit = commit;
    this.effects = effects;
    this.fenced = fenced;
  }

  Receipt of(long epoch, long submittedNanos) {
    Fenced closed = fenced.orElseThrow();
    Phases phases =
        new Phases(
            commit.attempt().lockMicros(),
            commit.commitMicros(),
            microsSince(commit.committedNanos()),
            microsSince(submittedNanos));
    return receipt(commit.attempt().at(), closed, sessions(effects, closed, epoch), phases);
  }

  /** The receipt of a change that an earlier attempt made. */
  static Receipt repeated(Effects effects, Fenced closed, long epoch, long submittedNanos) {
    Phases phases = new Phases(0, 0, closed.micros(), microsSince(submittedNanos));
    return receipt(closed.at(), closed, sessions(effects, closed, epoch), phases);
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
    return new Receipt(
        Optional.of(at),
        List.of(new NodeReceipt(closed.node(), sessions.size(), phases)),
        sessions,
        phases,
        Optional.empty());
  }

  private static List<SessionReceipt> sessions(Effects effects, Fenced closed, long epoch) {
    List<SessionReceipt> sessions = new ArrayList<>();
    for (Fenced.Reached reached : closed.reached()) {
      if (effects.touched().getOrDefault(epoch, Set.of()).contains(reached.person())) {
        long last = 0;
        for (ConversationId about : effects.about(epoch, reached.person())) {
          last = Math.max(last, reached.lastPos().getOrDefault(about, 0L));
        }
        sessions.add(new SessionReceipt(reached.session(), last));
      }
    }
    return sessions;
  }

  private static long microsSince(long nanos) {
    return (System.nanoTime() - nanos) / 1_000;
  }
}
