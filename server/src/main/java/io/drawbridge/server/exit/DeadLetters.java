package io.drawbridge.server.exit;

import io.drawbridge.server.background.Batches;
import io.drawbridge.server.db.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Rows that were given up: for the operator to look at and to try again, for a while. Thread-safe.
 */
public final class DeadLetters {
  /** The time for which they are kept. */
  public static final Duration KEPT = Duration.ofDays(14);

  private static final int BATCH = 1_000;

  private final Database database;
  private final OutboxStore store = new OutboxStore();

  public DeadLetters(Database database) {
    this.database = database;
  }

  /**
   * A row that was given up.
   *
   * @param where the domain of its recipient's address; the address itself is nobody's to see
   * @param why what went wrong at the last attempt
   */
  public record DeadLetter(
      long id, String exit, String kind, String where, int attempts, Instant at, String why) {}

  /** The newest, newest first. */
  public List<DeadLetter> list(int max) {
    return database.query(handle -> store.dead(handle, max));
  }

  /** Lets them be sent again, with all their attempts; returns how many were there. */
  public int retry(List<Long> ids) {
    return database.write(handle -> store.revive(handle, ids));
  }

  /** Does so with all. */
  public int retryAll() {
    return database.write(store::reviveAll);
  }

  /** Forgets those that are too old, in small transactions. Blocks. */
  public void forgetOld() {
    Batches.untilNotFull(
        BATCH, () -> database.write(handle -> store.forgetDead(handle, KEPT, BATCH)));
  }
}
