package io.drawbridge.server.cluster;

import java.time.Duration;

/**
 * Ends this process at a moment, whatever it does then, unless that is put off before. Thread-safe.
 */
public interface KernelTimer {
  /** The moment by the clock of the timer. */
  long nowNanos();

  /**
   * Puts the end off to that moment after another one; never closer, and not if that is past.
   *
   * @param fromNanos of {@link #nowNanos}
   */
  void arm(long fromNanos, Duration after);

  /** Lets the process live. */
  void disarm();
}
