package io.drawbridge.server.db;

import java.time.Duration;

/**
 * The bounds of the connection pools.
 *
 * @param writers connections for writing transactions and single statements
 * @param readers connections for snapshot reads; apart, so that reads never make a commit wait
 * @param waitMax how long a caller may queue for a connection before it gets {@code busy}, or
 *     {@code unavailable} if the database gives none
 * @param statementMax the longest a statement may run
 * @param lockMax the longest a statement may wait for a lock
 */
public record DatabaseLimits(
    int writers, int readers, Duration waitMax, Duration statementMax, Duration lockMax) {
  public static final DatabaseLimits DEFAULT =
      new DatabaseLimits(
          12, 8, Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(10));

  /** The number of connections that there can be: those of the pools, and one that watches. */
  public int connections() {
    return writers + readers + 1;
  }

  public DatabaseLimits {
    if (writers < 2 || readers < 1) {
      throw new IllegalArgumentException(
          "connections: %d writers, %d readers (expected: >= 2 and >= 1)"
              .formatted(writers, readers));
    }
  }
}
