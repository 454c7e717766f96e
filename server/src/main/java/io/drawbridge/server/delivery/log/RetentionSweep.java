package io.drawbridge.server.delivery.log;

import io.drawbridge.server.background.Job;
import io.drawbridge.server.background.Jobs;
import io.drawbridge.server.cluster.Fence;
import io.drawbridge.server.db.Database;
import java.time.Duration;
import java.util.function.IntSupplier;
import java.util.function.ToIntFunction;
import org.jdbi.v3.core.Handle;

/**
 * Forgets remembered answers after a day and change records after thirty, in small transactions.
 */
public final class RetentionSweep implements AutoCloseable {
  private static final Duration INTERVAL = Duration.ofMinutes(5);
  private static final int ROWS_MAX = 1_000;

  private final Database database;
  private final Fence fence;
  private final SweepStore store = new SweepStore();
  private final Job job;
  private volatile boolean closed;

  private RetentionSweep(Database database, Fence fence, Jobs jobs) {
    this.database = database;
    this.fence = fence;
    this.job = jobs.every("sweeping what is too old", INTERVAL, this::sweep);
  }

  public static RetentionSweep start(Database database, Fence fence, Jobs jobs) {
    return new RetentionSweep(database, fence, jobs);
  }

  /** Sweeps until nothing is too old. */
  public void sweep() {
    all(() -> rows(handle -> store.requests(handle, Retention.REQUESTS, ROWS_MAX)));
    all(() -> rows(handle -> store.events(handle, Retention.EVENTS, ROWS_MAX)));
    all(() -> fence.forget(Retention.FENCES, ROWS_MAX));
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
    job.close();
  }
}
