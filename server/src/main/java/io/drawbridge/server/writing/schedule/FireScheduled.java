package io.drawbridge.server.writing.schedule;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.server.background.Batches;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.db.DatabaseClock;
import io.drawbridge.server.delivery.append.WriterLanes.Committed;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.observe.MetricName;
import io.drawbridge.server.observe.Metrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends scheduled messages when their time comes. Nodes share the rows by leases: one that dies
 * leaves what it leased to another. What its author may not send then is held and told to them;
 * what fails for a while is tried again once the lease is over.
 */
final class FireScheduled {
  private static final Logger LOG = LoggerFactory.getLogger(FireScheduled.class);
  private static final int BATCH_MAX = 100;

  /** What is held for longer its author does not want any more, or does not see. */
  private static final Duration HELD_MAX = Duration.ofDays(30);

  private final Database database;
  private final DatabaseClock clock;
  private final ScheduledStore store;
  private final SendScheduled send;
  private final ScheduledSignals signals;
  private final Duration lease;
  private volatile long lateMillis;

  /** {@code lease} is longer than sending takes. */
  FireScheduled(
      Database database,
      DatabaseClock clock,
      ScheduledStore store,
      SendScheduled send,
      ScheduledSignals signals,
      Duration lease) {
    this.database = database;
    this.clock = clock;
    this.store = store;
    this.send = send;
    this.signals = signals;
    this.lease = lease;
  }

  /** Shows how late they are. */
  void measure(Metrics metrics) {
    metrics.gauge(MetricName.SCHEDULED_LATE, this, it -> it.lateMillis / 1e3);
  }

  /** Sends what is due. Blocks. */
  void look() {
    List<ScheduledRow> due;
    do {
      due = database.write(handle -> store.lease(handle, clock.now(), lease, BATCH_MAX));
      List<CompletionStage<Committed>> fired = new ArrayList<>(due.size());
      for (ScheduledRow row : due) {
        fired.add(fire(row));
      }
      for (int i = 0; i < due.size(); i++) {
        settle(due.get(i), fired.get(i));
      }
    } while (due.size() == BATCH_MAX);
  }

  /** Forgets what has been held for long. Blocks. */
  void forget() {
    Batches.untilNotFull(
        BATCH_MAX, () -> database.write(handle -> store.forgetHeld(handle, HELD_MAX, BATCH_MAX)));
  }

  private CompletionStage<Committed> fire(ScheduledRow row) {
    try {
      return send.fire(row);
    } catch (RuntimeException refused) {
      return CompletableFuture.failedStage(refused);
    }
  }

  private void settle(ScheduledRow row, CompletionStage<Committed> fired) {
    try {
      Committed sent = fired.toCompletableFuture().join();
      lateMillis = Duration.between(row.at(), sent.at()).toMillis();
      signals.came(row);
    } catch (CompletionException failed) {
      failed(row, failed.getCause() == null ? failed : failed.getCause());
    }
  }

  private void failed(ScheduledRow row, Throwable failure) {
    if (!(failure instanceof Failure expected)) {
      LOG.error("sending the scheduled message {} failed", row.id(), failure);
      return;
    }
    // What may succeed after a while is leased again then.
    if (expected.code().retry() == ErrorCode.Retry.LATER) {
      return;
    }
    if (database.write(handle -> store.hold(handle, row, expected.code()))) {
      signals.came(row);
    }
  }
}
