package io.drawbridge.server.account.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.server.command.ClientAddress;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.session.Asking;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FairWorkTest {
  private static final Payer VISITOR = source(0);

  @AutoClose private final FairWork work = new FairWork("test", 1);
  @AutoClose private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch gate = new CountDownLatch(1);
  private final List<Payer> done = Collections.synchronizedList(new ArrayList<>());

  /** The one thread is busy until the gate opens. */
  @BeforeEach
  void occupy() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    var _ =
        threads.submit(() ->
            work.run(
                source(-1),
                () -> {
                  begun.countDown();
                  return gate.await(1, TimeUnit.MINUTES);
                }));
    assertThat(begun.await(1, TimeUnit.MINUTES)).isTrue();
  }

  @AfterEach
  void release() {
    gate.countDown();
  }

  @Test
  void whoComesLastGoesFirstIfTheOthersFlood() throws Exception {
    List<Future<Boolean>> all = new ArrayList<>();
    for (int account = 1; account <= 5; account++) {
      Payer flooder = new Payer.OfAccount(new AccountId(account));
      for (int i = 0; i < flooder.waitingMax(); i++) {
        all.add(ask(flooder));
      }
    }
    all.add(ask(VISITOR));
    all.add(ask(VISITOR));
    gate.countDown();
    for (Future<Boolean> each : all) {
      each.get(1, TimeUnit.MINUTES);
    }
    assertThat(done.subList(0, 6)).as("everybody once").doesNotHaveDuplicates().contains(VISITOR);
    assertThat(done.subList(6, 12)).as("then again").doesNotHaveDuplicates().contains(VISITOR);
  }

  @Test
  void floodIsBusyForWhoFloodsAlone() throws Exception {
    Payer flooder = new Payer.OfAccount(new AccountId(1));
    for (int i = 0; i < flooder.waitingMax(); i++) {
      var _ = ask(flooder);
    }
    assertThat(refusal(flooder).code()).isEqualTo(ErrorCode.BUSY);
    Future<Boolean> visitor = ask(VISITOR);
    gate.countDown();
    assertThat(visitor.get(1, TimeUnit.MINUTES)).isTrue();
  }

  @Test
  void fullQueueMakesRoomForWhoHasHadNothing() throws Exception {
    gate.countDown();
    List<Payer> crowd = new ArrayList<>();
    for (int i = 1; i <= FairWork.WAITING_MAX; i++) {
      crowd.add(source(i));
      ask(source(i)).get(1, TimeUnit.MINUTES);
    }
    CountDownLatch second = new CountDownLatch(1);
    var _ = threads.submit(() -> work.run(source(-1), () -> second.await(1, TimeUnit.MINUTES)));
    Awaitility.await().until(() -> work.waiting() == 0);
    List<Future<Boolean>> asked = new ArrayList<>();
    for (Payer one : crowd) {
      asked.add(ask(one));
    }
    Future<Boolean> visitor = ask(VISITOR);
    Awaitility.await().until(() -> asked.stream().anyMatch(Future::isDone));
    assertThat(asked.getLast()).as("who had most lately makes room").isDone();
    assertThat(work.waiting()).isEqualTo(FairWork.WAITING_MAX);
    assertThat(refusal(crowd.getLast()).code()).isEqualTo(ErrorCode.BUSY);
    second.countDown();
    assertThat(visitor.get(1, TimeUnit.MINUTES)).isTrue();
  }

  @Test
  void workOfWhoHasLeftIsNotDone() throws Exception {
    AtomicBoolean there = new AtomicBoolean(true);
    Payer leaver = new Payer.OfAccount(new AccountId(1));
    for (int i = 0; i < leaver.waitingMax(); i++) {
      var _ = threads.submit(() -> Asking.run(there::get, () -> run(leaver)));
    }
    Awaitility.await().until(() -> work.waiting() == leaver.waitingMax());
    there.set(false);
    Future<Boolean> visitor = threads.submit(() -> run(VISITOR));
    Awaitility.await().until(() -> work.waiting() == 1);
    gate.countDown();
    visitor.get(1, TimeUnit.MINUTES);
    assertThat(work.waiting()).isZero();
    assertThat(done).containsExactly(VISITOR);
  }

  /** Comes back when the work waits, or was done. */
  private Future<Boolean> ask(Payer payer) {
    int before = work.waiting();
    Future<Boolean> asked = threads.submit(() -> run(payer));
    Awaitility.await()
        .pollInterval(1, TimeUnit.MILLISECONDS)
        .until(() -> asked.isDone() || work.waiting() > before || before == FairWork.WAITING_MAX);
    return asked;
  }

  private boolean run(Payer payer) {
    return work.run(payer, () -> done.add(payer));
  }

  private Failure refusal(Payer payer) {
    Failure failure = catchThrowableOfType(Failure.class, () -> run(payer));
    assertThat(failure).as("it was allowed").isNotNull();
    return failure;
  }

  private static Payer source(int number) {
    return new Payer.OfSource(new ClientAddress("192.0.2." + number));
  }
}
