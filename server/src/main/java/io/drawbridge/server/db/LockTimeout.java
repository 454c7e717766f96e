package io.drawbridge.server.db;

import io.drawbridge.server.failure.Failure;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells a lock that was not free in time ({@link DatabaseLimits#lockMax}) from other failures. */
public final class LockTimeout {
  private static final Logger LOG = LoggerFactory.getLogger(LockTimeout.class);
  private static final Duration BUSY_RETRY = Duration.ofSeconds(1);

  private LockTimeout() {}

  /**
   * Waits for a lock.
   *
   * @param scope what it is the lock of
   * @param busy what the caller is told if it is not free in time
   * @throws Failure {@code busy} then; a database that went away meanwhile is another answer, and
   *     what it throws passes
   */
  public static void orBusy(long scope, String busy, Runnable lock) {
    try {
      lock.run();
    } catch (RuntimeException trouble) {
      if (!SqlStates.among(trouble, SqlStates.LOCK_NOT_AVAILABLE::equals)) {
        throw trouble;
      }
      LOG.warn("waiting for the lock of {} failed: {}", scope, trouble.toString());
      throw Failure.busy(busy, BUSY_RETRY);
    }
  }
}
