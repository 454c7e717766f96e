package io.drawbridge.server.ratelimit;

import java.util.concurrent.atomic.AtomicLong;

/**
 * One token bucket, kept as the time at which it will be full again (the generic cell rate
 * algorithm, <a href="https://en.wikipedia.org/wiki/Generic_cell_rate_algorithm">GCRA</a>).
 * Thread-safe.
 */
public final class Bucket {
  private final Rate rate;
  private final AtomicLong fullAt;

  public Bucket(Rate rate, long nowNanos) {
    this.rate = rate;
    this.fullAt = new AtomicLong(nowNanos);
  }

  /** Takes one token; returns 0, or how many nanoseconds to wait for one. */
  public long take(long nowNanos) {
    return take(nowNanos, 1);
  }

  /**
   * Takes this many tokens, all or none; returns 0, or how many nanoseconds to wait for them. More
   * than the burst are never there.
   */
  public long take(long nowNanos, int tokens) {
    long interval = rate.interval().toNanos();
    long deepest = interval * rate.burst();
    while (true) {
      long seen = fullAt.get();
      long start = seen - nowNanos > 0 ? seen : nowNanos;
      long next = start + interval * tokens;
      long wait = next - nowNanos - deepest;
      if (wait > 0) {
        return wait;
      }
      if (fullAt.compareAndSet(seen, next)) {
        return 0;
      }
    }
  }

  /** Puts tokens back that were taken and not used. */
  public void giveBack(int tokens) {
    fullAt.addAndGet(-rate.interval().toNanos() * tokens);
  }
}
