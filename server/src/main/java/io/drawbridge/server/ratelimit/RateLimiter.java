package io.drawbridge.server.ratelimit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Token buckets of one rate, one for each key, bounded in number. Thread-safe. */
public final class RateLimiter<K> {
  private static final Duration SHORTEST_KEPT = Duration.ofMinutes(1);

  private final Rate rate;
  private final LongSupplier nanoTime;
  private final Cache<K, Bucket> buckets;

  /**
   * @param keysMax how many keys are remembered; beyond it those used least are forgotten
   * @param nanoTime a monotonic clock, as {@link System#nanoTime}
   */
  public RateLimiter(Rate rate, int keysMax, LongSupplier nanoTime) {
    this.rate = rate;
    this.nanoTime = nanoTime;
    Duration refill = rate.interval().multipliedBy(rate.burst());
    this.buckets =
        Caffeine.newBuilder()
            .maximumSize(keysMax)
            .expireAfterAccess(refill.compareTo(SHORTEST_KEPT) > 0 ? refill : SHORTEST_KEPT)
            .build();
  }

  /** Takes one of the key's tokens; returns 0, or how many nanoseconds to wait for one. */
  public long take(K key) {
    long now = nanoTime.getAsLong();
    return buckets.get(key, _ -> new Bucket(rate, now)).take(now);
  }
}
