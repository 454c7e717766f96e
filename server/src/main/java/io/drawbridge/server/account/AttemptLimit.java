package io.drawbridge.server.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.drawbridge.server.failure.Failure;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Bounds wrong passwords for one name, whether an account has that name or not. An attempt counts
 * before it is made, so that parallel ones cannot pass together; success clears the count.
 * Thread-safe.
 */
final class AttemptLimit {
  static final int WRONG_MAX = 10;
  private static final Duration WINDOW = Duration.ofMinutes(5);
  private static final long NAMES_MAX = 100_000;

  private final Cache<Object, AtomicInteger> attempts =
      Caffeine.newBuilder().maximumSize(NAMES_MAX).expireAfterWrite(WINDOW).build();

  /**
   * @throws Failure {@code rate_limited}
   */
  void attempt(Object name) {
    if (attempts.get(name, ignored -> new AtomicInteger()).incrementAndGet() > WRONG_MAX) {
      throw Failure.rateLimited("too many wrong passwords", WINDOW);
    }
  }

  void succeeded(Object name) {
    attempts.invalidate(name);
  }
}
