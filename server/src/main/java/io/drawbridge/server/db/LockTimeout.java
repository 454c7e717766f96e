package io.drawbridge.server.db;

/** Tells a lock that was not free in time ({@link DatabaseLimits#lockMax}) from other failures. */
public final class LockTimeout {
  private static final String LOCK_NOT_AVAILABLE = "55P03";

  private LockTimeout() {}

  /** Whether this is why it was thrown. */
  public static boolean caused(Throwable thrown) {
    return SqlStates.among(thrown, LOCK_NOT_AVAILABLE::equals);
  }
}
