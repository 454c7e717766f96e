package io.drawbridge.server.db.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drawbridge.server.db.DatabaseLimits;
import io.drawbridge.server.db.Outage;
import io.drawbridge.server.db.PooledDatabase;
import io.drawbridge.server.db.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The embedded server ends by itself: killed, or out of memory. */
@Timeout(180)
final class SupervisorDbTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Supervisor.Patience QUICK =
      new Supervisor.Patience(
          Duration.ofMillis(50), Duration.ofMillis(50), 2, Duration.ofMinutes(1));

  @TempDir Path folder;

  private final AtomicInteger restarts = new AtomicInteger();
  private final CountDownLatch gaveUp = new CountDownLatch(1);

  private PrivatePostgres start() {
    PrivatePostgres postgres = PrivatePostgres.start(folder, TestPostgres.binaries(), Map.of());
    postgres.supervise(QUICK, restarts::incrementAndGet, gaveUp::countDown);
    return postgres;
  }

  private void kill() throws IOException {
    long pid = StalePostmaster.number(folder.resolve("postgres")).orElseThrow();
    assertThat(ProcessHandle.of(pid).orElseThrow().destroyForcibly()).isTrue();
  }

  @Test
  void killedServerRunsAgainAtTheSameAddressWithAllItAcknowledged() throws IOException {
    try (PrivatePostgres postgres = start();
        PooledDatabase database = PooledDatabase.open(postgres.address(), DatabaseLimits.DEFAULT)) {
      database.query(handle -> handle.execute("create table kept (n int)"));
      database.write(handle -> handle.execute("insert into kept (n) values (7)"));

      kill();

      await().atMost(PATIENCE).until(() -> restarts.get() == 1 && database.isReachable());
      await()
          .atMost(PATIENCE)
          .ignoreExceptionsMatching(Outage::explains)
          .untilAsserted(() ->
              assertThat(
                      (int)
                          database.read(handle ->
                              handle.createQuery("select n from kept").mapTo(Integer.class).one()))
                  .isEqualTo(7));
      assertThat(gaveUp.getCount()).isEqualTo(1);
    }
  }

  @Test
  void serverThatCannotBeStartedAgainIsGivenUpSoon() throws Exception {
    try (PrivatePostgres _ = start()) {
      Files.writeString(folder.resolve("postgres/PG_VERSION"), "9\n");
      kill();
      assertThat(gaveUp.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertThat(restarts).hasValue(0);
    }
  }
}
