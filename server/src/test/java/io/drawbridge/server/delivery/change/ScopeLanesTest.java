package io.drawbridge.server.delivery.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.server.delivery.change.ScopeLanes.Turn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class ScopeLanesTest {
  private static final String SCOPE = "scope";

  @AutoClose private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private final List<List<String>> batches = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch first = new CountDownLatch(1);

  /** Urgent if its name begins with "remove". */
  private record Step(String actor, String about, String name) implements ScopeLanes.Awaited {
    Step(String actor, String name) {
      this(actor, "", name);
    }

    @Override
    public ScopeLanes.Order order() {
      return new ScopeLanes.Order(
          actor, Optional.of(about).filter(it -> !it.isEmpty()).map(it -> it));
    }

    @Override
    public boolean urgent() {
      return name.startsWith("remove");
    }

    @Override
    public void fail(Throwable why) {
      throw new AssertionError(name, why);
    }
  }

  private ScopeLanes<String, Step> lanes(Duration rest, int mostOfABatch) {
    return new ScopeLanes<>(
        1_000,
        threads,
        (_, batch) -> {
          List<Step> taken = batch.subList(0, Math.min(mostOfABatch, batch.size()));
          batches.add(taken.stream().map(Step::name).toList());
          awaitFirst();
          return new Turn<>(List.copyOf(batch.subList(taken.size(), batch.size())), rest);
        });
  }

  private void awaitFirst() {
    try {
      assertThat(first.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void submit(ScopeLanes<String, Step> lanes, Step... steps) {
    Arrays.stream(steps).forEach(step -> lanes.submit(SCOPE, step));
  }

  /** Begins one step, and returns while it is under way. */
  private void begin(ScopeLanes<String, Step> lanes) {
    submit(lanes, new Step("anna", "begin"));
    Awaitility.await().until(() -> !batches.isEmpty());
  }

  private void finish(ScopeLanes<String, Step> lanes) throws InterruptedException {
    first.countDown();
    assertThat(lanes.close(Duration.ofSeconds(10))).isTrue();
  }

  @Test
  void urgentGoesBeforeWhatOthersAskedForEarlier() throws Exception {
    ScopeLanes<String, Step> lanes = lanes(Duration.ZERO, 100);
    begin(lanes);
    submit(
        lanes,
        new Step("anna", "add 1"),
        new Step("ben", "add 2"),
        new Step("cleo", "remove 1"),
        new Step("anna", "add 3"));
    assertThat(lanes.urgentWaits(SCOPE)).isTrue();
    finish(lanes);
    assertThat(batches)
        .containsExactly(List.of("begin"), List.of("remove 1"), List.of("add 1", "add 2", "add 3"));
  }

  @Test
  void orderOfOneActorIsKept() throws Exception {
    ScopeLanes<String, Step> lanes = lanes(Duration.ZERO, 100);
    begin(lanes);
    submit(
        lanes,
        new Step("ben", "add 1"),
        new Step("anna", "add 2"),
        new Step("anna", "remove 2"),
        new Step("ben", "add 3"));
    finish(lanes);
    assertThat(batches)
        .containsExactly(List.of("begin"), List.of("add 2", "remove 2"), List.of("add 1", "add 3"));
  }

  @Test
  void orderOfOneActorIsKeptForEachThingAlone() throws Exception {
    ScopeLanes<String, Step> lanes = lanes(Duration.ZERO, 100);
    begin(lanes);
    submit(
        lanes,
        new Step("anna", "one", "add 1"),
        new Step("anna", "two", "add 2"),
        new Step("anna", "one", "remove 1"));
    finish(lanes);
    assertThat(batches)
        .containsExactly(List.of("begin"), List.of("add 1", "remove 1"), List.of("add 2"));
  }

  /** A change about no one thing stays between what the same actor asked for before and after. */
  @Test
  void orderOfOneActorIsKeptAroundWhatIsAboutNoOneThing() throws Exception {
    ScopeLanes<String, Step> lanes = lanes(Duration.ZERO, 100);
    begin(lanes);
    submit(
        lanes,
        new Step("anna", "two", "add 1"),
        new Step("anna", "add 2"),
        new Step("ben", "two", "add 3"),
        new Step("anna", "one", "remove 1"));
    finish(lanes);
    assertThat(batches)
        .containsExactly(List.of("begin"), List.of("add 1", "add 2", "remove 1"), List.of("add 3"));
  }

  @Test
  void whatComesAgainComesBeforeWhatWaits() throws Exception {
    ScopeLanes<String, Step> lanes = lanes(Duration.ZERO, 1);
    begin(lanes);
    submit(lanes, new Step("anna", "add 1"), new Step("anna", "add 2"), new Step("ben", "add 3"));
    finish(lanes);
    assertThat(batches)
        .containsExactly(List.of("begin"), List.of("add 1"), List.of("add 2"), List.of("add 3"));
  }

  /** The rest of this lane is longer than the test, so only its close ends it for the others. */
  @Test
  void urgentEndsTheRest() throws Exception {
    ScopeLanes<String, Step> lanes = lanes(Duration.ofHours(1), 100);
    begin(lanes);
    first.countDown();
    submit(lanes, new Step("anna", "add 1"));
    submit(lanes, new Step("ben", "remove 1"));
    Awaitility.await().until(() -> batches.size() == 2);
    assertThat(batches).containsExactly(List.of("begin"), List.of("remove 1"));
    finish(lanes);
    assertThat(batches.getLast()).containsExactly("add 1");
  }
}
