package io.drawbridge.server.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
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

  /** A caller gives up soon, and asks again: that must not add up. */
  @Test
  void checkThatHangsFailsInTimeAndIsNotBegunAgain() {
    CompletableFuture<Optional<String>> free = new CompletableFuture<>();
    AtomicInteger begun = new AtomicInteger();
    health.check("healthy", Optional::empty);
    health.check(
        "database",
        () -> {
          begun.incrementAndGet();
          return free.join();
        });
    CompletableFuture<Health.Report> one = CompletableFuture.supplyAsync(health::ready);
    CompletableFuture<Health.Report> other = CompletableFuture.supplyAsync(health::ready);
    assertThat(one.join().text()).isEqualTo("database: no answer in 3 s\n");
    assertThat(other.join().ok()).isFalse();
    assertThat(begun).hasValue(1);
    free.complete(Optional.empty());
    await().until(() -> health.ready().ok());
  }
}
