package io.drawbridge.server.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class SeldomTest {
  private final AtomicLong nanos = new AtomicLong();
  private final Seldom seldom = new Seldom(nanos::get);

  @Test
  void oneLineAMinuteSaysHowOftenItCame() {
    assertThat(seldom.line()).hasValue(1);
    for (int i = 0; i < 1_000; i++) {
      assertThat(seldom.line()).isEmpty();
    }
    nanos.addAndGet(Duration.ofMinutes(1).toNanos());
    assertThat(seldom.line()).hasValue(1_001);
    assertThat(seldom.line()).isEmpty();
  }
}
