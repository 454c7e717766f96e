package io.drawbridge.server.db;

import java.util.Set;

/**
 * Tells a statement that the database gave up for its time, or for that of a lock it waited for
 * ({@link DatabaseLimits}), from other failures: its transaction has changed nothing, and asking
 * again makes sense.
 */
public final class TimedOut {
  private static final Set<String> STATES =
      Set.of(SqlStates.QUERY_CANCELED, SqlStates.LOCK_NOT_AVAILABLE);

  private TimedOut() {}

  /** Whether this is why it was thrown. */
  public static boolean caused(Throwable thrown) {
    return SqlStates.among(thrown, STATES::contains);
  }
}
