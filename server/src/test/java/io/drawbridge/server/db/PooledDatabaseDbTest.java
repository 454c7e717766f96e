package io.drawbridge.server.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.server.failure.Failure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class PooledDatabaseDbTest {
  @AutoClose static final TestDatabase DB = TestDatabase.create();

  private static int count(Handle handle) {
    return handle.createQuery("select count(*) from workspace").mapTo(Integer.class).one();
  }

  private static int insert(Handle handle) {
    return handle.execute("insert into workspace (id, name) values (?, 'w')", DB.ids().next());
  }

  @Test
  void failedWriteLeavesNothing() {
    int before = DB.database().query(PooledDatabaseDbTest::count);
    assertThatThrownBy(() ->
            DB.database()
                .write(handle -> {
                  insert(handle);
                  throw Failure.notFound();
                }))
        .isInstanceOf(Failure.class);
    assertThat(DB.database().query(PooledDatabaseDbTest::count)).isEqualTo(before);
  }

  @Test
  void readSeesOneSnapshotAndCannotWrite() {
    DB.database()
        .read(handle -> {
          int before = count(handle);
          try (Handle other = DB.open()) {
            insert(other);
          }
          assertThat(count(handle)).isEqualTo(before);
          return true;
        });
    assertThatThrownBy(() -> DB.database().read(PooledDatabaseDbTest::insert))
        .hasMessageContaining("read-only");
  }

  @Test
  void callWithinACallIsRefused() {
    assertThatThrownBy(
            () -> DB.database().write(handle -> DB.database().query(PooledDatabaseDbTest::count)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("inside a database call");
    assertThat(DB.database().query(PooledDatabaseDbTest::count)).isNotNegative();
  }

  @Test
  void manyVirtualThreadsShareFewConnections() throws Exception {
    int before = DB.database().query(PooledDatabaseDbTest::count);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> all = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        all.add(threads.submit(() -> DB.database().write(PooledDatabaseDbTest::insert)));
      }
      for (Future<Integer> one : all) {
        assertThat(one.get()).isEqualTo(1);
      }
    }
    assertThat(DB.database().query(PooledDatabaseDbTest::count)).isEqualTo(before + 500);
    assertThat(DB.database().callers()).isZero();
  }

  @Test
  void whoWaitsTooLongForAConnectionIsToldBusy() throws Exception {
    DatabaseLimits small =
        new DatabaseLimits(
            2, 1, Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofSeconds(5));
    try (PooledDatabase database = PooledDatabase.open(DB.address(), small);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      CountDownLatch inside = new CountDownLatch(1);
      CountDownLatch leave = new CountDownLatch(1);
      Future<Boolean> holder =
          threads.submit(() ->
              database.read(handle -> {
                inside.countDown();
                await(leave);
                return true;
              }));
      inside.await();
      assertThatThrownBy(() -> database.read(PooledDatabaseDbTest::count))
          .isInstanceOfSatisfying(
              Failure.class, failure -> assertThat(failure.code()).isEqualTo(ErrorCode.BUSY));
      leave.countDown();
      assertThat(holder.get()).isTrue();
    }
  }

  @Test
  void databaseThatIsNotThereIsUnavailable() {
    DatabaseAddress nowhere = new DatabaseAddress("jdbc:postgresql://localhost:1/none", "u", "p");
    DatabaseLimits quick =
        new DatabaseLimits(
            2, 1, Duration.ofMillis(300), Duration.ofSeconds(5), Duration.ofSeconds(5));
    try (PooledDatabase database = PooledDatabase.open(nowhere, quick)) {
      assertThatThrownBy(() -> database.query(PooledDatabaseDbTest::count))
          .isInstanceOfSatisfying(
              Failure.class,
              failure -> assertThat(failure.code()).isEqualTo(ErrorCode.UNAVAILABLE));
    }
  }

  /** Of more callers than connections some never come so far as to ask for one. */
  @Test
  void databaseThatIsNotThereIsUnavailableForWhoQueuesToo() throws Exception {
    DatabaseAddress nowhere = new DatabaseAddress("jdbc:postgresql://localhost:1/none", "u", "p");
    DatabaseLimits small =
        new DatabaseLimits(
            2, 1, Duration.ofMillis(500), Duration.ofSeconds(5), Duration.ofSeconds(5));
    try (PooledDatabase database = PooledDatabase.open(nowhere, small);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> all = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        all.add(threads.submit(() -> database.read(PooledDatabaseDbTest::count)));
      }
      for (Future<Integer> one : all) {
        assertThatThrownBy(one::get)
            .cause()
            .isInstanceOfSatisfying(
                Failure.class,
                failure -> assertThat(failure.code()).isEqualTo(ErrorCode.UNAVAILABLE));
      }
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
