package io.drawbridge.server.background;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/** Waits that double up to a longest one, each with its jitter. For one thread. */
public final class Backoff {
  /** The part of a wait that is left to chance, half of that up and half down. */
  private static final double SPREAD = 0.5;

  private final Duration longest;
  private Duration next;

  public Backoff(Duration first, Duration longest) {
    this.next = first;
    this.longest = longest;
  }

  /**
   * Returns about the same wait: between three and five quarters of it, so that what failed
   * together is not tried again together.
   */
  public static Duration jittered(Duration wait, RandomGenerator random) {
    double factor = 1 + SPREAD * (random.nextDouble() - 0.5);
    return Duration.ofNanos((long) (wait.toNanos() * factor));
  }

  /** The next wait. */
  public Duration next() {
    Duration wait = next;
    Duration doubled = wait.multipliedBy(2);
    next = doubled.compareTo(longest) > 0 ? longest : doubled;
    return jittered(wait, ThreadLocalRandom.current());
  }

  /**
   * Sleeps for the next wait, where nothing tells when the time has come.
   *
   * @throws IllegalStateException if the thread is interrupted, saying what it waited for
   */
  public void pause(String what) {
    try {
      Thread.sleep(next());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted: " + what, e);
    }
  }
}
