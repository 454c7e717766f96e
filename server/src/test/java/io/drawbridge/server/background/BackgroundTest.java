package io.drawbridge.server.background;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.server.observe.Metrics;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class BackgroundTest {
  private static final Duration SHORT = Duration.ofMillis(1);

  @AutoClose private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  @Test
  void jitterKeepsAWaitBetweenThreeAndFiveQuarters() {
    Random random = new Random(11);
    Duration wait = Duration.ofMinutes(4);
    List<Duration> waits =
        IntStream.range(0, 1_000).mapToObj(_ -> Backoff.jittered(wait, random)).toList();
    assertThat(waits)
        .allSatisfy(
            each -> assertThat(each).isBetween(Duration.ofMinutes(3), Duration.ofMinutes(5)));
    assertThat(waits).anyMatch(each -> each.compareTo(Duration.ofSeconds(190)) < 0);
    assertThat(waits).anyMatch(each -> each.compareTo(Duration.ofSeconds(290)) > 0);
  }

  @Test
  void waitsDoubleUpToTheLongest() {
    Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(4));
    assertThat(backoff.next()).isBetween(Duration.ofMillis(750), Duration.ofMillis(1_250));
    assertThat(backoff.next()).isBetween(Duration.ofMillis(1_500), Duration.ofMillis(2_500));
    assertThat(backoff.next()).isBetween(Duration.ofSeconds(3), Duration.ofSeconds(5));
    assertThat(backoff.next()).isBetween(Duration.ofSeconds(3), Duration.ofSeconds(5));
  }

  @Test
  void retryGoesOnUntilSomethingIsFoundAndCountsWhatFailed() {
    Metrics metrics = new Metrics();
    AtomicInteger attempts = new AtomicInteger();
    int found =
        new Retry(metrics)
            .untilPresent(
                "the third",
                () ->
                    switch (attempts.incrementAndGet()) {
                      case 1 -> throw new IllegalStateException("not yet");
                      case 2 -> Optional.empty();
                      default -> Optional.of(attempts.get());
                    });
    assertThat(found).isEqualTo(3);
    assertThat(metrics.scrape()).contains("drawbridge_retries_total 1.0");
  }

  @Test
  void retryEndsWithItsThread() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(
            () -> new Retry(new Metrics()).untilPresent("what never comes", Optional::empty))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("what never comes");
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void jobGoesOnAfterAFailureAndEndsWhenItIsClosed() throws Exception {
    CountDownLatch thrice = new CountDownLatch(3);
    Job job =
        new Jobs()
            .every(
                "test",
                SHORT,
                () -> {
                  thrice.countDown();
                  throw new IllegalStateException("again");
                });
    assertThat(thrice.await(10, TimeUnit.SECONDS)).isTrue();
    job.close();
    AtomicInteger rounds = new AtomicInteger();
    Job other = new Jobs().every("other", SHORT, rounds::incrementAndGet);
    other.close();
    int ended = rounds.get();
    assertThat(rounds).hasValue(ended);
  }

  @Test
  void serialTasksRunOneAfterTheOtherInTheirOrder() throws Exception {
    SerialExecutor serial = new SerialExecutor(threads);
    List<Integer> ran = new CopyOnWriteArrayList<>();
    AtomicInteger atOnce = new AtomicInteger();
    CountDownLatch last = new CountDownLatch(1);
    for (int i = 0; i < 1_000; i++) {
      int number = i;
      serial.execute(() -> {
        assertThat(atOnce.incrementAndGet()).isOne();
        ran.add(number);
        atOnce.decrementAndGet();
      });
    }
    serial.execute(last::countDown);
    assertThat(last.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(ran).containsExactlyElementsOf(IntStream.range(0, 1_000).boxed().toList());
  }
}
