package io.drawbridge.client.background;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BackoffTest {

  private final Backoff backoff =
      new Backoff(Duration.ofMillis(100), Duration.ofSeconds(10), Duration.ofSeconds(10));

  @Test
  void waitLiesBetweenHalfOfTheBoundAndTheBound() {
    Random random = new Random(1);
    for (int attempt = 1; attempt <= 100; attempt++) {
      long bound = Math.min(10_000, 100L << Math.min(attempt - 1, 20));
      for (int draw = 0; draw < 50; draw++) {
        assertThat(backoff.before(attempt, random).toMillis()).isBetween(bound / 2, bound);
      }
    }
  }

  @Test
  void waitsOfManyClientsDiffer() {
    Random random = new Random(2);
    Set<Duration> waits = new HashSet<>();
    for (int client = 0; client < 100; client++) {
      waits.add(backoff.before(3, random));
    }
    assertThat(waits).hasSizeGreaterThan(90);
  }
}
