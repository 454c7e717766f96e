package io.drawbridge.load.simulate;

import io.drawbridge.load.simulate.LogRows.Event;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.server.access.egress.Tag;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Judges what the nodes do by the invariants of {@code spec/}, of the same names. The first one
 * that is violated is kept.
 */
final class Promise {
  /** The time by which a debt may be older than a lease: what a step of the simulation is long. */
  private static final long SLACK_MICROS = 1;

  private final World world;

  /** What each fence makes final: the narrowing changes that it was opened for. */
  private final Map<Long, List<Long>> covered = new TreeMap<>();

  private Optional<String> violation = Optional.empty();

  Promise(World world) {
    this.world = world;
  }

  Optional<String> violation() {
    return violation;
  }

  void violated(String invariant, String how) {
    if (violation.isEmpty()) {
      violation = Optional.of(invariant + ": " + how);
      world.timeline().note(() -> "VIOLATED " + invariant + ": " + how);
    }
  }

  void opened(long fence, List<Long> epochs) {
    covered.put(fence, epochs);
  }

  Map<Long, List<Long>> covered() {
    return covered;
  }

  /** Returns whether a change is acknowledged: its fence is closed in the database. */
  private boolean isAcknowledged(long epoch) {
    return covered.entrySet().stream()
        .anyMatch(fence ->
            fence.getValue().contains(epoch)
                && world.ledger().isClosed(World.DOMAIN.value(), fence.getKey()));
  }

  /** The newest acknowledged change that may have taken something from the person. */
  private long acknowledged(AccountId person) {
    for (long epoch = world.oracle().head(); epoch > 0; epoch--) {
      if (world.oracle().concerns(epoch, person) && isAcknowledged(epoch)) {
        return epoch;
      }
    }
    return 0;
  }

  /** A byte of an event is handed to the kernel for a person. */
  void written(SimulatedNode node, AccountId person, Event event) {
    Oracle oracle = world.oracle();
    Supplier<String> what =
        () ->
            "%s wrote %s %d (epoch %d) to %s"
                .formatted(node.id(), event.conversation(), event.pos(), event.epoch(), person);
    world.timeline().note(what);
    if (!world.ledger().isLive(node.id())) {
      violated("SendingOnlyUnderLease", what.get());
    }
    if (!oracle.hasPath(event.epoch(), person, event.conversation())) {
      violated("MemberAtEpoch", what.get());
    }
    long newest = acknowledged(person);
    if (!oracle.entitledSince(newest, person, event.conversation(), event.epoch())) {
      violated(
          oracle.hasPath(newest, person, event.conversation())
              ? "NothingBeyondAckedView"
              : "NoByteAfterAck",
          "%s after the ack of epoch %d".formatted(what.get(), newest));
    }
  }

  /** The gate refuses a piece, by a view of this epoch. */
  void refused(String node, AccountId person, Tag.Content tag, long viewEpoch) {
    long epoch = Math.max(viewEpoch, tag.needs());
    if (world.oracle().entitled(epoch, person, tag.conversation(), tag.epoch())) {
      violated(
          "NotCutWhileAPathRemains",
          "%s refused %s %d (epoch %d) to %s by a view of epoch %d"
              .formatted(node, tag.conversation(), tag.pos(), tag.epoch(), person, viewEpoch));
    }
  }

  /** The kernel ends a process. */
  void killed(SimulatedNode node) {
    if (node.wasQuietInTime()) {
      violated(
          "KilledOnlyWhenStopped",
          "%s was killed though it saw its lease end".formatted(node.id()));
    }
  }

  /** After every step. */
  void look() {
    for (SimulatedNode node : world.nodes()) {
      long end = world.ledger().expiresAt(node.id());
      if (node.serves() && !world.ledger().isLive(node.id())) {
        violated(
            "DeadlineWithinLease", "the gate of %s is open after its lease".formatted(node.id()));
      }
      if (node.killedAtMicros() > end) {
        violated(
            "DeadlineWithinLease", "%s would be killed after its lease only".formatted(node.id()));
      }
    }
  }

  /** After time has passed. */
  void timePassed() {
    long now = world.timeline().now() / 1_000;
    for (LedgerRows.Owed owed : world.ledger().all()) {
      if (!owed.isPaid()
          && world.ledger().isLive(owed.node())
          && now - owed.owedAt() > World.LEASE.toNanos() / 1_000 + SLACK_MICROS) {
        violated(
            "AckWithinBound",
            "%s owes epoch %d for longer than a lease".formatted(owed.node(), owed.debt().epoch()));
      }
    }
  }

  /** At the end of a time without trouble. */
  void calm() {
    for (long epoch = 1; epoch <= world.oracle().head(); epoch++) {
      if (world.oracle().narrows(epoch) && !isAcknowledged(epoch)) {
        violated("FenceTerminates", "epoch %d is not acknowledged".formatted(epoch));
      }
    }
  }
}
