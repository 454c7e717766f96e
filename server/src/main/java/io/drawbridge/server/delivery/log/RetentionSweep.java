package io.drawbridge.server.delivery.log;

import io.drawbridge.server.cluster.Fence;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.db.Outage;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntSupplier;
import java.util.function.ToIntFunction;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forgets remembered answers after a day and change records after thirty, in small transactions.
 */
public final class RetentionSweep implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RetentionSweep.class);
  private static final Duration INTERVAL = Duration.ofMinutes(5);
  private static final int ROWS_MAX = 1_000;

  private final Database database;
  private final Fence fence;
  private final SweepStore store = new SweepStore();
  private final AtomicBoolean sweeping = new AtomicBoolean();
  private final ScheduledFuture<?> schedule;
  private volatile boolean closed;

  private RetentionSweep(
      Database database, Fence fence, Executor threads, ScheduledExecutorService timer) {
    this.database = database;
    this.fence = fence;
    this.schedule =
        timer.scheduleWithFixedDelay(
            () -> threads.execute(this::sweep),
            INTERVAL.toMillis(),
            INTERVAL.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  public static RetentionSweep start(
      Database database, Fence fence, Executor threads, ScheduledExecutorService timer) {
    return new RetentionSweep(database, fence, threads, timer);
  }

  /** Sweeps until nothing is too old. */
  public void sweep() {
    if (!sweeping.compareAndSet(false, true)) {
      return;
    }
    try {
      all(() -> rows(handle -> store.requests(handle, Retention.REQUESTS, ROWS_MAX)));
      all(() -> rows(handle -> store.events(handle, Retention.EVENTS, ROWS_MAX)));
      all(() -> fence.forget(Retention.FENCES, ROWS_MAX));
    } catch (RuntimeException e) {
      LOG.atLevel(Outage.level(e)).setCause(e).log("sweeping what is too old failed");
    } finally {
      sweeping.set(false);
    }
  }

  private int rows(ToIntFunction<Handle> sweep) {
    return database.write(sweep::applyAsInt);
  }

  private void all(IntSupplier sweep) {
    int gone = ROWS_MAX;
    while (gone == ROWS_MAX && !closed) {
      gone = sweep.getAsInt();
    }
  }

  @Override
  public void close() {
    closed = true;
    schedule.cancel(false);
  }
}
