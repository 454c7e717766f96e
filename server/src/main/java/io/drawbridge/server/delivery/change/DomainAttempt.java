package io.drawbridge.server.delivery.change;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.delivery.change.Settlement.Applied;
import io.drawbridge.server.delivery.log.LaneStore;
import io.drawbridge.server.delivery.log.Moment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The record of what a transaction of changes did; kept outside of it, for when its outcome has to
 * be looked up. One thread until it is committed, immutable from then on.
 */
final class DomainAttempt {
  private final List<Settlement> settlements = new ArrayList<>();
  private boolean done;
  private long epoch;
  private long before;
  private long clockMicros;
  private long startNanos;
  private long lockedNanos;

  /** Notes that the transaction has begun and waits for the domain's lock. */
  void begins() {
    startNanos = System.nanoTime();
    lockedNanos = startNanos;
  }

  /** Notes that it has the lock; returns how long it waited for it, in nanoseconds. */
  long locked() {
    lockedNanos = System.nanoTime();
    return lockedNanos - startNanos;
  }

  /** Notes where the domain stands before the first change. */
  void standsAt(Moment moment) {
    before = moment.epoch();
    clockMicros = moment.clockMicros();
  }

  void settled(Settlement settlement) {
    settlements.add(settlement);
  }

  /** Notes that only the commit is left to do. */
  void done(long lastEpoch) {
    epoch = lastEpoch;
    done = true;
  }

  boolean isDone() {
    return done;
  }

  /** One for each change taken, in order; the rest of the batch has to come again. */
  List<Settlement> settlements() {
    return settlements;
  }

  boolean changedAnything() {
    return epoch > before;
  }

  long before() {
    return before;
  }

  long epoch() {
    return epoch;
  }

  long clockMicros() {
    return clockMicros;
  }

  /** The same as a time. */
  Instant at() {
    return Moment.instant(clockMicros);
  }

  /** The epoch of the last change that takes something away. */
  Optional<Long> fence() {
    return settlements.reversed().stream()
        .filter(settlement -> settlement instanceof Applied applied && applied.narrowing())
        .map(settlement -> ((Applied) settlement).epoch())
        .findFirst();
  }

  /**
   * The people whose links each epoch's change touched; empty if one wrote links of a group, so
   * that the database has to tell.
   */
  Optional<Map<Long, Set<AccountId>>> touched() {
    Map<Long, Set<AccountId>> touched = new HashMap<>();
    for (Settlement settlement : settlements) {
      if (settlement instanceof Applied applied) {
        if (applied.touched().isEmpty()) {
          return Optional.empty();
        }
        touched.put(applied.epoch(), applied.touched().get());
      }
    }
    return Optional.of(touched);
  }

  /** The conversations that the changes appended something to. */
  LaneStore.Places places(DomainId domain) {
    LaneStore.Places places = new LaneStore.Places();
    for (Settlement settlement : settlements) {
      if (settlement instanceof Applied applied) {
        applied.events().forEach(it -> places.add(domain, it.conversation().value(), it.prev()));
      }
    }
    return places;
  }

  /** Returns whether policies of the domain were changed. */
  boolean changedPolicies() {
    return settlements.stream()
        .anyMatch(settlement -> settlement instanceof Applied applied && applied.policies());
  }

  long lockMicros() {
    return (lockedNanos - startNanos) / 1_000;
  }

  /** The time since it has the lock. */
  long heldNanos() {
    return System.nanoTime() - lockedNanos;
  }
}
