package io.drawbridge.server.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.server.Together;
import io.drawbridge.server.failure.Failure;
import java.time.Duration;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;

/** A database that goes away under its pools, and comes back. */
final class OutageDbTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Far more callers than connections, each of which would wait for its own. */
  private static final int CALLERS = 100;

  private static Failure refusal(PooledDatabase database) {
    return catchThrowableOfType(
        Failure.class, () -> database.query(handle -> handle.execute("select 1")));
  }

  @Test
  void databaseThatIsGoneRefusesEverybodyAtOnceUntilItIsBack() throws Exception {
    try (TestDatabase db = TestDatabase.create()) {
      PooledDatabase database = db.database();
      database.ping();
      db.shut();
      try {
        assertThat(catchThrowable(database::ping)).matches(Outage::explains);
        await().atMost(PATIENCE).until(() -> !database.isReachable());
        long before = System.nanoTime();
        assertThat(Together.parallel(CALLERS, () -> refusal(database)))
            .allSatisfy(failure -> {
              assertThat(failure.code()).isEqualTo(ErrorCode.UNAVAILABLE);
              assertThat(failure.retryAfter()).isPresent();
            });
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(3));
      } finally {
        db.reopen();
      }
      await().atMost(PATIENCE).until(database::isReachable);
      database.ping();
    }
  }

  @Test
  void fullDiskIsUnavailableWithATimeAndLooksForRoomByItself() {
    try (TestDatabase db = TestDatabase.create()) {
      PooledDatabase database = db.database();
      Failure refused =
          catchThrowableOfType(
              Failure.class,
              () ->
                  database.write(handle ->
                      handle.execute(
                          "do $$ begin raise exception 'no space' using errcode = '53100'; end"
                              + " $$")));
      assertThat(refused.code()).isEqualTo(ErrorCode.UNAVAILABLE);
      assertThat(refused.retryAfter()).isPresent();
      assertThat(database.room().whyNotReady()).isPresent();
      assertThat(catchThrowableOfType(Failure.class, database::requireRoom)).isNotNull();
      // Reads go on.
      int one =
          database.read(
              (Handle handle) -> handle.createQuery("select 1").mapTo(Integer.class).one());
      assertThat(one).isEqualTo(1);

      database.lookForRoom();
      assertThat(database.room().whyNotReady()).isEmpty();
      database.requireRoom();
    }
  }
}
