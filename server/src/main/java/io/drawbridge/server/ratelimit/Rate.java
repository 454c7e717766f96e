package io.drawbridge.server.ratelimit;

import java.time.Duration;

/**
 * A rate: {@code burst} times at once, and one more every {@code interval}.
 *
 * @param burst at least 1
 * @param interval at least one nanosecond
 */
public record Rate(int burst, Duration interval) {
  public Rate {
    if (burst < 1 || interval.toNanos() < 1) {
      throw new IllegalArgumentException(
          "rate: %d, %s (expected: a burst and an interval above 0)".formatted(burst, interval));
    }
  }

  public static Rate perSecond(int times, int burst) {
    return new Rate(burst, Duration.ofSeconds(1).dividedBy(times));
  }

  public static Rate perMinute(int times, int burst) {
    return new Rate(burst, Duration.ofMinutes(1).dividedBy(times));
  }

  /** The same rate, multiplied. */
  public Rate times(int factor) {
    return new Rate(burst * factor, interval.dividedBy(factor));
  }
}
