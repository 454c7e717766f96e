package io.drawbridge.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.server.db.TestDatabase;
import io.drawbridge.server.db.start.Incarnation;
import io.drawbridge.server.failure.Failure;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class NodesDbTest {
  private static final String LOCK =
      "select count(*) from pg_locks where locktype = 'advisory' and objsubid = 2";

  @AutoClose private static final TestDatabase DB = TestDatabase.create();

  @AutoClose
  private static final ExecutorService THREADS = Executors.newVirtualThreadPerTaskExecutor();

  @Test
  void secondProcessIsRefusedWithAClearMessage() {
    try (Nodes first = start(() -> {})) {
      assertThatThrownBy(() -> start(() -> {}))
          .isInstanceOfSatisfying(
              Failure.class,
              failure -> {
                assertThat(failure.code()).isEqualTo(ErrorCode.CONFLICT);
                assertThat(failure.text()).contains("one process only");
              });
      assertThat(count("select count(*) from node where id = '%s'".formatted(first.id())))
          .isEqualTo(1);
    }
    try (Nodes next = start(() -> {})) {
      assertThat(next.id()).startsWith("n_");
    }
  }

  @Test
  void startHasANewIdAndClosesTheFencesOfTheDead() {
    String dead;
    try (Nodes first = start(() -> {})) {
      dead = first.id();
    }
    DB.execute("insert into node (id) values (?)", dead);
    DB.execute("insert into fence (scope, epoch) values (77, 3)");
    DB.execute("insert into fence_debt (scope, epoch, node) values (77, 3, ?)", dead);
    try (Nodes next = start(() -> {})) {
      assertThat(next.id()).isNotEqualTo(dead);
      assertThat(count("select count(*) from fence where closed_at is null")).isZero();
      assertThat(count("select count(*) from node")).isEqualTo(1);
    }
    assertThat(count("select count(*) from node")).isZero();
  }

  @Test
  void lockIsTakenAgainWhenItsConnectionDies() {
    try (Nodes node = start(() -> {})) {
      killHolder();
      await().atMost(10, TimeUnit.SECONDS).until(() -> count(LOCK) == 1);
      assertThat(node.id()).isNotEmpty();
    }
  }

  @Test
  void nodeThatLosesTheLockToAnotherIsTold() throws InterruptedException {
    CountDownLatch told = new CountDownLatch(1);
    try (Nodes node = start(told::countDown);
        var usurper = DB.open()) {
      assertThat(node.id()).isNotEmpty();
      killHolder();
      await()
          .atMost(5, TimeUnit.SECONDS)
          .until(() ->
              usurper
                  .createQuery("select pg_try_advisory_lock(%d, 1)".formatted(NodeStore.LOCK_SPACE))
                  .mapTo(Boolean.class)
                  .one());
      assertThat(told.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  /** What it knows may be of commits that the database has lost. */
  @Test
  void nodeThatFindsAnotherLifeOfTheDatabaseIsTold() throws InterruptedException {
    CountDownLatch told = new CountDownLatch(1);
    try (Nodes node = start(told::countDown)) {
      assertThat(node.serves()).isTrue();
      DB.database()
          .write(
              handle -> Incarnation.begin(handle, Incarnation.Cause.FAILED_OVER, Optional.empty()));
      killHolder();
      assertThat(told.await(10, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(count(LOCK)).isZero();
    start(() -> {}).close();
  }

  private static Nodes start(Runnable lost) {
    return Nodes.start(
        DB.database(), DB.ids(), VersionGate.of(() -> {}), THREADS, lost, Duration.ofMillis(300));
  }

  private static void killHolder() {
    DB.database()
        .query(handle ->
            handle
                .createQuery(
                    """
                    select pg_terminate_backend(pid) from pg_locks
                    where locktype = 'advisory' and objsubid = 2 and pid <> pg_backend_pid()
                    """)
                .mapTo(Boolean.class)
                .list());
  }

  private static long count(String sql) {
    return DB.database().query(handle -> handle.createQuery(sql).mapTo(Long.class).one());
  }
}
