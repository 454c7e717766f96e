package io.drawbridge.server.db;

import io.drawbridge.server.failure.Failure;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a statement that the database gave up for its time, or for that of a lock it waited for
 * ({@link DatabaseLimits}), from other failures. Its transaction has changed nothing, and asking
 * again makes sense.
 */
public final class TimedOut {
  private static final Logger LOG = LoggerFactory.getLogger(TimedOut.class);
  private static final String QUERY_CANCELED = "57014";
  private static final String LOCK_NOT_AVAILABLE = "55P03";
  private static final Set<String> STATES = Set.of(QUERY_CANCELED, LOCK_NOT_AVAILABLE);
  private static final Duration BUSY_RETRY = Duration.ofSeconds(1);

  private TimedOut() {}

  /** Returns whether this is why it was thrown. */
  public static boolean caused(Throwable thrown) {
    return SqlStates.among(thrown, STATES::contains);
  }

  /** The failure that the caller gets then: {@code busy}. */
  public static Failure busy(String message) {
    return Failure.busy(message, BUSY_RETRY);
  }

  /**
   * Waits for a lock.
   *
   * @param scope what it is the lock of
   * @param busy the message for the caller if it is not free in time
   * @throws Failure {@code busy} then; a database that went away meanwhile is another answer, and
   *     what it throws passes
   */
  public static <T> T orBusy(long scope, String busy, Supplier<T> lock) {
    try {
      return lock.get();
    } catch (RuntimeException trouble) {
      if (!caused(trouble)) {
        throw trouble;
      }
      LOG.warn("waiting for the lock of {} failed: {}", scope, trouble.toString());
      throw busy(busy);
    }
  }
}
