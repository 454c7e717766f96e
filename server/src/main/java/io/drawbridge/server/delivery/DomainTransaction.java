package io.drawbridge.server.delivery;

import io.drawbridge.protocol.codec.FrameCodec;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.DomainId;
import io.drawbridge.server.access.Memberships;
import io.drawbridge.server.db.Requests;
import io.drawbridge.server.delivery.AppendStore.Moment;
import io.drawbridge.server.delivery.Settlement.Applied;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.observe.Metrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one transaction of the changes that wait for a domain: the exclusive lock in a statement of
 * its own, then each change at an epoch of its own, behind a savepoint when it is not alone.
 */
final class DomainTransaction {
  private static final Logger LOG = LoggerFactory.getLogger(DomainTransaction.class);
  private static final Duration BUSY_RETRY = Duration.ofSeconds(1);
  private static final String SAVEPOINT = "change";

  private final AccessGate gate;
  private final Memberships memberships;
  private final FrameCodec codec;
  private final Metrics metrics;
  private final int linksMax;
  private final Runnable otherDoors;
  private final ChangeStore store = new ChangeStore();
  private final Requests requests = new Requests();

  DomainTransaction(
      AccessGate gate,
      Memberships memberships,
      FrameCodec codec,
      Metrics metrics,
      int linksMax,
      Runnable otherDoors) {
    this.gate = gate;
    this.memberships = memberships;
    this.codec = codec;
    this.metrics = metrics;
    this.linksMax = linksMax;
    this.otherDoors = otherDoors;
  }

  /** What a transaction did; kept outside of it, for when its outcome has to be looked up. */
  static final class Attempt {
    private final List<Settlement> settlements = new ArrayList<>();
    private boolean done;
    private long epoch;
    private long before;
    private long clockMicros;
    private long startNanos = System.nanoTime();
    private long lockedNanos = startNanos;

    /** One for each change taken, in order; the rest of the batch has to come again. */
    List<Settlement> settlements() {
      return settlements;
    }

    /** Only the commit was left to do. */
    boolean isDone() {
      return done;
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

    long lockMicros() {
      return (lockedNanos - startNanos) / 1_000;
    }

    long lockedNanos() {
      return lockedNanos;
    }
  }

  /** Fills the attempt. An exception means that nothing of it was committed. */
  void run(Handle handle, DomainId domain, List<PendingChange<?>> batch, Attempt attempt) {
    attempt.startNanos = System.nanoTime();
    lock(handle, domain);
    attempt.lockedNanos = System.nanoTime();
    metrics.domainLockWaited(Metrics.Lane.CHANGE, attempt.lockedNanos - attempt.startNanos);
    Moment moment = store.moment(handle, domain);
    attempt.before = moment.epoch();
    attempt.clockMicros = moment.clockMicros();
    boolean alone = batch.size() == 1;
    int links = 0;
    for (PendingChange<?> pending : batch) {
      if (links >= linksMax) {
        break;
      }
      ChangeSteps steps =
          new ChangeSteps(handle, domain, moment, pending.actor(), memberships, store);
      Settlement settlement = alone ? apply(steps, pending) : guarded(handle, steps, pending);
      attempt.settlements.add(settlement);
      if (settlement instanceof Applied) {
        moment = steps.after();
        links += steps.links();
      }
    }
    attempt.epoch = moment.epoch();
    attempt.done = true;
  }

  private void lock(Handle handle, DomainId domain) {
    try {
      store.lock(handle, domain.value());
    } catch (RuntimeException tooLong) {
      LOG.warn("waiting for the lock of domain {} failed: {}", domain.value(), tooLong.toString());
      throw Failure.busy("the workspace is busy", BUSY_RETRY);
    }
  }

  private Settlement guarded(Handle handle, ChangeSteps steps, PendingChange<?> pending) {
    handle.savepoint(SAVEPOINT);
    try {
      Settlement settlement = apply(steps, pending);
      handle.releaseSavepoint(SAVEPOINT);
      return settlement;
    } catch (RuntimeException why) {
      handle.rollbackToSavepoint(SAVEPOINT);
      return new Settlement.Failed(why);
    }
  }

  private <T> Settlement apply(ChangeSteps steps, PendingChange<T> pending) {
    Handle handle = steps.at().handle();
    pending.permit().ifPresent(permit -> gate.recheck(handle, permit));
    if (pending.once().isPresent()) {
      Optional<String> earlier = requests.earlier(handle, pending.once().get().key());
      if (earlier.isPresent()) {
        return repeated(earlier.get(), pending.once().get().answer());
      }
    }
    T value = pending.change().apply(steps);
    steps.endUnanchored();
    if (steps.isNarrowing()) {
      steps.beforeAnswer(otherDoors);
    }
    steps.log();
    pending
        .once()
        .ifPresent(once -> requests.remember(handle, once.key(), remembered(value, steps)));
    return new Applied(
        value, steps.at().epoch(), steps.isNarrowing(), steps.events(), steps.tasks());
  }

  private String remembered(Object value, ChangeSteps steps) {
    return steps.at().epoch() + (steps.isNarrowing() ? " - " : " + ") + codec.json(value);
  }

  private Settlement repeated(String text, Class<?> answer) {
    String[] parts = text.split(" ", 3);
    return new Settlement.Repeated(
        codec.read(parts[2], answer), Long.parseLong(parts[0]), parts[1].equals("-"));
  }
}
