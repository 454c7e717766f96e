package io.drawbridge.server.exit;

import io.drawbridge.server.background.PeriodicTask;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.observe.Metrics;
import java.time.Duration;
import java.util.List;

/**
 * Looks after the outbox by the clock: counts what waits, and forgets what was given up long ago.
 */
public final class OutboxTasks {
  private static final Duration COUNT_EVERY = Duration.ofSeconds(15);
  private static final Duration FORGET_EVERY = Duration.ofHours(1);

  private OutboxTasks() {}

  public static List<PeriodicTask> of(Database database, Metrics metrics) {
    return List.of(
        new PeriodicTask(
            "counting the outbox", COUNT_EVERY, new OutboxCounts(database, metrics)::look),
        new PeriodicTask(
            "forgetting dead letters", FORGET_EVERY, new DeadLetters(database)::forgetOld));
  }
}
