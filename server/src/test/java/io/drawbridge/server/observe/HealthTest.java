package io.drawbridge.server.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

final class HealthTest {
  private final Health health = new Health();

  @Test
  void readyWhenNoCheckSaysOtherwise() {
    health.check("database", Optional::empty);
    assertThat(health.ready().ok()).isTrue();
    assertThat(health.ready().text()).isEqualTo("ok\n");
  }

  @Test
  void failingCheckIsNamed() {
    health.check("database", () -> Optional.of("not reachable"));
    health.check(
        "lanes",
        () -> {
          throw new IllegalStateException("secret");
        });
    assertThat(health.ready().ok()).isFalse();
    assertThat(health.ready().text())
        .contains("database: not reachable\n")
        .contains("lanes: failed: IllegalStateException\n");
  }
}
