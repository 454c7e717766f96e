package io.drawbridge.server.exit;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.server.db.TestDatabase;
import io.drawbridge.server.observe.Metrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows of the outbox, and the workers of two nodes that share them. */
class ExitWorkerDbTest {
  @AutoClose private static final TestDatabase DB = TestDatabase.create();

  private static final String HERE = "n_here";
  private static final String THERE = "n_there";
  private static final String KIND = "note";

  private final TestExit exit = new TestExit();
  private final Outbox here = outbox();
  private final Outbox there = outbox();
  private final Exits exits = new Exits(DB.database());

  @BeforeEach
  void twoNodesAndNoRows() {
    DB.execute("delete from outbox");
    DB.execute("delete from node");
    DB.execute("insert into node (id) values (?), (?)", HERE, THERE);
    exits.add(exit);
  }

  @Test
  void workersOfTwoNodesShareTheRowsAndEachIsSentOnce() throws Exception {
    CountDownLatch both = new CountDownLatch(2);
    exit.onTheWay =
        () -> {
          both.countDown();
          await(both);
        };
    List<Long> rows = LongStream.rangeClosed(1, 200).mapToObj(this::add).toList();
    try (ExitWorker<Due> one = worker(here, HERE);
        ExitWorker<Due> other = worker(there, THERE)) {
      one.start();
      other.start();
      eventually(() -> rows("outbox") == 0);
    }
    assertThat(exit.sent).extracting(Due::id).containsExactlyInAnyOrderElementsOf(rows);
  }

  /** None sleeps on beside work, or when it is to stop. */
  @Test
  void everyWorkerHearsEachRing() throws Exception {
    long heard = here.rings();
    List<CompletableFuture<Void>> waiting =
        Stream.generate(() ->
                CompletableFuture.runAsync(
                    () -> {
                      try {
                        here.await(heard, Duration.ofHours(1));
                      } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                      }
                    },
                    Thread::startVirtualThread))
            .limit(4)
            .toList();
    here.wake();
    for (CompletableFuture<Void> each : waiting) {
      each.get(30, TimeUnit.SECONDS);
    }
  }

  /** The second row of a subject waits for the first; that of another one does not. */
  @Test
  void oneOfASubjectIsSentAtATime() {
    CountDownLatch first = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    exit.onTheWay =
        () -> {
          if (first.getCount() > 0) {
            first.countDown();
            await(goOn);
          }
        };
    List<Long> slow = List.of(add(1), add(1), add(1));
    try (ExitWorker<Due> one = worker(here, HERE);
        ExitWorker<Due> other = worker(there, THERE)) {
      one.start();
      await(first);
      long fast = add(2);
      other.start();
      there.wake();
      eventually(() -> exit.sent.stream().anyMatch(it -> it.id() == fast));
      assertThat(exit.sent).extracting(Due::id).doesNotContainAnyElementsOf(slow);
      goOn.countDown();
      eventually(() -> rows("outbox") == 0);
      assertThat(exit.sent).extracting(Due::id).containsSubsequence(slow);
    }
  }

  /** Hundreds of invitations do not hold up a link to sign in. */
  @Test
  void rowsThatLeaveOnNobodysWordGoFirst() {
    List<Long> invitations =
        LongStream.rangeClosed(1, 20).mapToObj(i -> add(i, Optional.of(7L))).toList();
    long own = add(21);
    try (ExitWorker<Due> worker = worker(here, HERE)) {
      worker.start();
      eventually(() -> rows("outbox") == 0);
    }
    List<Long> order = new ArrayList<>(List.of(own));
    order.addAll(invitations);
    assertThat(exit.sent).extracting(Due::id).containsExactlyElementsOf(order);
  }

  @Test
  void leaseOfASilentNodeIsTakenOverAfterItsEnd() {
    long leased = leasedBy(THERE);
    try (ExitWorker<Due> worker = worker(here, HERE)) {
      worker.start();
      long other = add(2);
      here.wake();
      eventually(() -> exit.sent.size() == 1);
      assertThat(exit.sent).extracting(Due::id).containsExactly(other);
      DB.execute("update outbox set lease_ends = clock_timestamp() where id = ?", leased);
      here.wake();
      eventually(() -> exit.sent.size() == 2 && rows("outbox") == 0);
    }
  }

  @Test
  void leaseOfANodeThatIsGoneIsGoodForNothing() {
    leasedBy(THERE);
    DB.execute("delete from node where id = ?", THERE);
    exit.withdrawn.add(1L);
    exits.settle();
    exit.withdrawn.clear();
    try (ExitWorker<Due> worker = worker(here, HERE)) {
      worker.start();
      eventually(() -> exit.sent.size() == 1);
    }
  }

  /** A worker that lost the lease cannot take the row from who has it now. */
  @Test
  void lateSenderChangesNothingOfARowThatAnotherHas() {
    CountDownLatch goOn = new CountDownLatch(1);
    CountDownLatch sending = new CountDownLatch(1);
    exit.onTheWay =
        () -> {
          sending.countDown();
          await(goOn);
        };
    long row = add(1);
    ExitWorker<Due> late = worker(there, THERE);
    try (late) {
      late.start();
      await(sending);
      DB.execute(
          "update outbox set lease_node = ?, attempts = attempts + 1 where id = ?", HERE, row);
      goOn.countDown();
      eventually(() -> exit.sent.size() == 1);
    }
    assertThat(rows("outbox where state = 'leased'")).isOne();
  }

  @Test
  void fenceWaitsForWhatAnotherNodeIsSendingAndNothingFollows() throws Exception {
    CountDownLatch goOn = new CountDownLatch(1);
    CountDownLatch sending = new CountDownLatch(1);
    exit.onTheWay =
        () -> {
          sending.countDown();
          await(goOn);
        };
    add(1);
    add(1);
    try (ExitWorker<Due> worker = worker(there, THERE)) {
      worker.start();
      await(sending);
      exits.settle(); // nothing is withdrawn yet
      exit.withdrawn.add(1L);
      CompletableFuture<Void> settled = CompletableFuture.runAsync(exits::settle);
      CompletableFuture<Void> withdrawal = CompletableFuture.runAsync(() -> here.settle(KIND, 1));
      here.settle(KIND, 2);
      assertThat(settled).isNotDone();
      assertThat(withdrawal).isNotDone();
      goOn.countDown();
      settled.get(10, TimeUnit.SECONDS);
      withdrawal.get(10, TimeUnit.SECONDS);
      eventually(() -> rows("outbox") == 0);
    }
    assertThat(exit.sent).hasSize(1);
  }

  /** The row of what is being sent is what a fence waits for. */
  @Test
  void cancelLeavesWhatIsBeingSent() {
    long leased = leasedBy(THERE);
    long waiting = add(1);
    DB.database()
        .write(handle -> {
          here.cancel(handle, KIND, List.of(1L));
          return KIND;
        });
    assertThat(rows("outbox where id = " + leased)).isOne();
    assertThat(rows("outbox where id = " + waiting)).isZero();
  }

  @Test
  void whatAnUnknownExitIsSendingIsWaitedFor() {
    leasedBy(THERE);
    DB.execute("update outbox set exit = 'newer'");
    CompletableFuture<Void> settled = CompletableFuture.runAsync(exits::settle);
    assertThat(settled).isNotDone();
    DB.execute("delete from outbox");
    assertThat(settled).succeedsWithin(Duration.ofSeconds(10));
  }

  @Test
  void whatTakesTooLongIsCutOffAndTriedAgain() {
    exit.sendMax = Duration.ofMillis(200);
    exit.onTheWay = () -> await(new CountDownLatch(1));
    add(1);
    try (ExitWorker<Due> worker = worker(here, HERE)) {
      worker.start();
      eventually(() -> rows("outbox where state = 'waiting' and attempts = 1") == 1);
    }
    assertThat(rows("outbox where why like 'took longer%'")).isOne();
    assertThat(exit.sent).isEmpty();
  }

  @Test
  void waitBetweenAttemptsHasItsJitter() {
    exit.trouble = Optional.of("busy");
    for (int i = 0; i < 20; i++) {
      add(1);
    }
    try (ExitWorker<Due> worker = worker(here, HERE)) {
      worker.start();
      eventually(() -> rows("outbox where attempts = 1 and state = 'waiting'") == 20);
    }
    long seconds = TestExit.WAIT.toSeconds();
    assertThat(
            rows(
                "outbox where due_at not between clock_timestamp() + interval '%d s' and"
                        .formatted(seconds * 3 / 4 - 60)
                    + " clock_timestamp() + interval '%d s'".formatted(seconds * 5 / 4)))
        .isZero();
    assertThat(number("select count(distinct date_trunc('second', due_at)) from outbox"))
        .isGreaterThan(10);
  }

  @Test
  void refusedRowIsADeadLetterUntilSomebodyTriesItAgain() {
    DeadLetters dead = new DeadLetters(DB.database());
    exit.refusal = Optional.of("550");
    long row = add(1);
    try (ExitWorker<Due> worker = worker(here, HERE)) {
      worker.start();
      eventually(() -> exit.undeliverable.size() == 1);
      assertThat(dead.list(10))
          .singleElement()
          .satisfies(letter -> {
            assertThat(letter.id()).isEqualTo(row);
            assertThat(letter.exit()).isEqualTo(TestExit.NAME);
            assertThat(letter.where()).isEqualTo("else.example");
            assertThat(letter.why()).isEqualTo("550");
          });
      exit.refusal = Optional.empty();
      assertThat(dead.retry(List.of(row))).isOne();
      here.wake();
      eventually(() -> exit.sent.size() == 1 && rows("outbox") == 0);
    }
    assertThat(dead.list(10)).isEmpty();
  }

  @Test
  void rowIsDeadAfterItsLastWait() {
    exit.trouble = Optional.of("busy");
    long row = add(1);
    DB.execute("update outbox set attempts = ? where id = ?", exit.waits().size(), row);
    try (ExitWorker<Due> worker = worker(here, HERE)) {
      worker.start();
      eventually(() -> exit.undeliverable.size() == 1);
    }
    assertThat(rows("outbox where state = 'dead' and why = 'busy'")).isOne();
  }

  @Test
  void deadLettersAreForgottenAfterTheirTime() {
    DeadLetters dead = new DeadLetters(DB.database());
    add(1);
    add(1);
    DB.execute("update outbox set state = 'dead', why = 'busy', dead_at = clock_timestamp()");
    DB.execute(
        "update outbox set dead_at = dead_at - interval '15 days' where id = (select min(id) from"
            + " outbox)");
    dead.forgetOld();
    assertThat(dead.list(10)).hasSize(1);
    assertThat(dead.retryAll()).isOne();
  }

  private static Outbox outbox() {
    return new Outbox(TestExit.NAME, DB.database(), DB.ids());
  }

  private long add(long subject) {
    return add(subject, Optional.empty());
  }

  private long add(long subject, Optional<Long> home) {
    return DB.database()
        .write(handle ->
            here.add(
                    handle,
                    List.of(
                        new NewRow(
                            KIND,
                            "guest@else.example",
                            Optional.of(subject),
                            "",
                            home,
                            Optional.empty())))
                .getFirst());
  }

  private long leasedBy(String node) {
    long row = add(1);
    DB.execute(
        """
        update outbox set state = 'leased', attempts = 1, lease_node = ?,
            lease_ends = clock_timestamp() + interval '5 minutes'
        where id = ?
        """,
        node,
        row);
    return row;
  }

  private ExitWorker<Due> worker(Outbox outbox, String node) {
    return new ExitWorker<>(
        DB.database(), DB.clock(), outbox, exit, node, new Metrics(), new Random(7));
  }

  private static void eventually(Callable<Boolean> condition) {
    Awaitility.await().atMost(10, TimeUnit.SECONDS).until(condition);
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(10, TimeUnit.SECONDS)) {
        throw new AssertionError("nobody came");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int rows(String from) {
    return number("select count(*) from " + from);
  }

  private static int number(String sql) {
    return DB.database().query(handle -> handle.createQuery(sql).mapTo(Integer.class).one());
  }
}
