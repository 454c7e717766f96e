package io.drawbridge.server.access.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.server.access.view.Residency.Hold;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** An error in a load reaches all who wait for it, and does not outlive it. */
final class ResidentsTest {
  private static final AccountId XENIA = new AccountId(1);
  private static final long SECONDS_MAX = 5;

  private final CountDownLatch go = new CountDownLatch(1);
  private volatile Consumer<AccountId> load = this::die;
  private final Residents residents = new Residents(account -> load.accept(account), Duration.ZERO);

  @Test
  void errorInALoadFailsWhoBeganItAndWhoWaitsForIt() {
    FutureTask<Hold> beginning = new FutureTask<>(() -> residents.hold(XENIA));
    FutureTask<Hold> waiting = new FutureTask<>(() -> residents.hold(XENIA));
    for (FutureTask<Hold> each : List.of(beginning, waiting)) {
      Thread thread = Thread.startVirtualThread(each);
      await().until(() -> thread.getState() == Thread.State.WAITING);
    }
    go.countDown();

    for (FutureTask<Hold> each : List.of(beginning, waiting)) {
      assertThatThrownBy(() -> each.get(SECONDS_MAX, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class)
          .hasRootCauseInstanceOf(StackOverflowError.class);
    }
    assertThat(residents.contains(XENIA)).isFalse();
  }

  @Test
  void nextHoldAfterAnErrorLoadsAnew() throws Exception {
    go.countDown();
    assertThatThrownBy(() -> residents.hold(XENIA))
        .hasRootCauseInstanceOf(StackOverflowError.class);
    load = account -> {};

    try (Hold _ = holding().get(SECONDS_MAX, TimeUnit.SECONDS)) {
      assertThat(residents.loaded(XENIA)).isTrue();
    }
  }

  private CompletableFuture<Hold> holding() {
    return CompletableFuture.supplyAsync(() -> residents.hold(XENIA), Thread::startVirtualThread);
  }

  private void die(AccountId account) {
    try {
      go.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new StackOverflowError("loading " + account.value());
  }
}
