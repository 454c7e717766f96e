package io.drawbridge.client.background;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Says how long to wait before the next attempt: twice as long each time, up to a bound, and a
 * random part of it, so that the clients of a restarted server do not come back all at once.
 *
 * @param first the bound of the first wait
 * @param max the bound of every wait
 * @param steadyAfter a connection that held this long starts the count again
 */
public record Backoff(Duration first, Duration max, Duration steadyAfter) {

  private static final int DOUBLINGS_MAX = 30;

  /** Checks the durations. */
  public Backoff {
    if (first.isNegative() || first.isZero() || max.compareTo(first) < 0) {
      throw new IllegalArgumentException(
          "first %s, max %s (expected: 0 < first <= max)".formatted(first, max));
    }
  }

  /** A fifth of a second, doubled up to half a minute; steady after ten seconds. */
  public static Backoff standard() {
    return new Backoff(Duration.ofMillis(200), Duration.ofSeconds(30), Duration.ofSeconds(10));
  }

  /** The wait before an attempt: between half of the bound and the bound. */
  public Duration before(int attempt, RandomGenerator random) {
    int doublings = Math.clamp(attempt - 1L, 0, DOUBLINGS_MAX);
    long bound = Math.min(max.toNanos(), saturated(first.toNanos(), doublings));
    return Duration.ofNanos(bound / 2 + random.nextLong(bound - bound / 2 + 1));
  }

  private static long saturated(long nanos, int doublings) {
    return nanos > Long.MAX_VALUE >> doublings ? Long.MAX_VALUE : nanos << doublings;
  }
}
