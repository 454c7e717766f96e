package io.drawbridge.server.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.server.failure.Failure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** 8.6: one account's flood of reads does not make others wait. */
final class TurnsTest {
  private static final Optional<AccountId> FLOODER = Optional.of(new AccountId(1));
  private static final Optional<AccountId> ADA = Optional.of(new AccountId(2));
  private static final Optional<AccountId> SERVER = Optional.empty();
  private static final Duration LONG = Duration.ofSeconds(20);

  @AutoClose("shutdownNow")
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private static final int SHARE = 6;

  private final Turns turns = new Turns(8);

  private CompletableFuture<Boolean> wants(Optional<AccountId> behalf) {
    int before = turns.callers();
    CompletableFuture<Boolean> turn =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return turns.acquire(behalf, LONG);
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            },
            threads);
    Awaitility.await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .until(() -> turn.isDone() || turns.callers() > before);
    return turn;
  }

  private static void comes(CompletableFuture<Boolean> turn) {
    assertThat(turn.orTimeout(10, TimeUnit.SECONDS).join()).isTrue();
  }

  @Test
  void flooderHoldsTheirShareAndOthersPassAtOnce() {
    List<CompletableFuture<Boolean>> flood = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      flood.add(wants(FLOODER));
    }
    assertThat(flood.stream().filter(CompletableFuture::isDone)).hasSizeLessThanOrEqualTo(SHARE);
    comes(wants(ADA));
    comes(wants(SERVER));
  }

  @Test
  void whoFloodsIsBusyAndNobodyElse() {
    for (int i = 0; i < SHARE + Turns.WAITING_PER_PERSON_MAX; i++) {
      wants(FLOODER);
    }
    assertThatThrownBy(() -> turns.acquire(FLOODER, LONG))
        .isInstanceOfSatisfying(
            Failure.class,
            busy -> {
              assertThat(busy.code()).isEqualTo(ErrorCode.BUSY);
              assertThat(busy.retryAfter()).isPresent();
              assertThat(busy.text()).contains("64 (expected: at most 64)");
            });
    comes(wants(ADA));
  }

  @Test
  void peopleTakeTurnsAndTheServerGoesFirst() {
    for (int person = 10; person < 14; person++) {
      comes(wants(Optional.of(new AccountId(person))));
      comes(wants(Optional.of(new AccountId(person))));
    }
    CompletableFuture<Boolean> flooderFirst = wants(FLOODER);
    CompletableFuture<Boolean> flooderSecond = wants(FLOODER);
    CompletableFuture<Boolean> ada = wants(ADA);
    CompletableFuture<Boolean> server = wants(SERVER);

    turns.release(Optional.of(new AccountId(10)));
    comes(server);
    turns.release(Optional.of(new AccountId(10)));
    comes(flooderFirst);
    turns.release(Optional.of(new AccountId(11)));
    comes(ada);
    assertThat(flooderSecond).isNotDone();
    turns.release(Optional.of(new AccountId(11)));
    comes(flooderSecond);
  }

  @Test
  void whoWaitsTooLongLeavesNothingBehind() throws InterruptedException {
    for (int i = 0; i < SHARE; i++) {
      comes(wants(ADA));
    }
    assertThat(turns.acquire(ADA, Duration.ofMillis(1))).isFalse();
    assertThat(turns.callers()).isEqualTo(SHARE);
    for (int i = 0; i < SHARE; i++) {
      turns.release(ADA);
    }
    assertThat(turns.callers()).isZero();
    for (int i = 0; i < 8; i++) {
      assertThat(turns.acquire(SERVER, LONG)).isTrue();
    }
  }
}
