package io.drawbridge.server.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class RateLimiterTest {
  // Near the overflow of nanoTime, which has no origin.
  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
  private final RateLimiter<String> limiter =
      new RateLimiter<>(Rate.perSecond(10, 3), 100, now::get);

  @Test
  void burstPassesAndTheNextIsToldHowLongToWait() {
    for (int i = 0; i < 3; i++) {
      assertThat(limiter.take("a")).isZero();
    }
    assertThat(limiter.take("a")).isEqualTo(Duration.ofMillis(100).toNanos());
    assertThat(limiter.take("b")).isZero();
  }

  @Test
  void waitingAsToldIsEnough() {
    for (int i = 0; i < 3; i++) {
      limiter.take("a");
    }
    now.addAndGet(limiter.take("a"));
    assertThat(limiter.take("a")).isZero();
    assertThat(limiter.take("a")).isPositive();
  }

  @Test
  void silenceFillsNoMoreThanTheBurst() {
    now.addAndGet(Duration.ofSeconds(59).toNanos());
    for (int i = 0; i < 3; i++) {
      assertThat(limiter.take("a")).isZero();
    }
    assertThat(limiter.take("a")).isPositive();
  }

  @Test
  void parallelCallsTakeExactlyTheBurst() {
    RateLimiter<String> many = new RateLimiter<>(Rate.perSecond(1, 50), 100, now::get);
    AtomicInteger passed = new AtomicInteger();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 500; i++) {
        threads.execute(() -> passed.addAndGet(many.take("a") == 0 ? 1 : 0));
      }
    }
    assertThat(passed).hasValue(50);
  }

  @Test
  void rateWithoutABurstIsNone() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Rate(0, Duration.ofSeconds(1)));
  }
}
