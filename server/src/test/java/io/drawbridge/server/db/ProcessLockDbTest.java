package io.drawbridge.server.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class ProcessLockDbTest {
  @AutoClose static final TestDatabase DB = TestDatabase.create();

  private static int holders(Handle handle) {
    return handle
        .createQuery(
            """
            select count(*) from pg_locks
            where locktype = 'advisory'
              and database = (select oid from pg_database where datname = current_database())
            """)
        .mapTo(Integer.class)
        .one();
  }

  private static void cutHolder() {
    DB.execute(
        """
        select pg_terminate_backend(pid) from pg_locks
        where locktype = 'advisory'
          and database = (select oid from pg_database where datname = current_database())
        """);
  }

  @Test
  void secondProcessIsRefusedUntilTheFirstIsGone() {
    ProcessLock first = ProcessLock.take(DB.address(), () -> {});
    try {
      assertThatThrownBy(() -> ProcessLock.take(DB.address(), () -> {}).close())
          .isInstanceOf(DatabaseTrouble.class)
          .hasMessageContaining("one process only");
    } finally {
      first.close();
    }
    ProcessLock.take(DB.address(), () -> {}).close();
    assertThat(DB.database().query(ProcessLockDbTest::holders)).isZero();
  }

  @Test
  void lostConnectionIsReplaced() {
    try (ProcessLock lock = ProcessLock.take(DB.address(), () -> {})) {
      assertThat(lock).isNotNull();
      cutHolder();
      Awaitility.await()
          .atMost(Duration.ofSeconds(10))
          .until(() -> DB.database().query(ProcessLockDbTest::holders) == 1);
    }
  }

  @Test
  void processThatLostTheLockToAnotherIsToldToGo() throws InterruptedException {
    CountDownLatch lost = new CountDownLatch(1);
    try (ProcessLock lock = ProcessLock.take(DB.address(), lost::countDown)) {
      assertThat(lock).isNotNull();
      cutHolder();
      try (ProcessLock other = ProcessLock.take(DB.address(), () -> {})) {
        assertThat(other).isNotNull();
        assertThat(lost.await(10, TimeUnit.SECONDS)).isTrue();
      }
    }
  }
}
