package io.drawbridge.server.delivery.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class DomainWorkTest {
  @Test
  void domainRestsForAsLongAsItWasHeld() {
    Duration held = Duration.ofMillis(3);
    assertThat(DomainWork.restFor(held.toNanos())).isEqualTo(held);
  }

  /** A commit that was looked up while the database was away counts the time of the outage. */
  @Test
  void domainRestsForASecondAtMost() {
    assertThat(DomainWork.restFor(Duration.ofMinutes(5).toNanos()))
        .isEqualTo(Duration.ofSeconds(1));
  }
}
