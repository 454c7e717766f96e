package io.drawbridge.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.result.MessageResult;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;

/**
 * Tests that everything which keeps a whole server from its work is named to callers who ask for
 * readiness. Loops that hang and doors that drain: {@code EdgeLifeWireTest}.
 */
final class ReadinessWireTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static void awaitReady(TestServer server) {
    await().atMost(PATIENCE).until(() -> server.management("/health/ready").statusCode() == 200);
  }

  /** Waits for a line like that in what is wrong; the process is well all the time. */
  private static void awaitWrong(TestServer server, String line) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> {
          HttpResponse<String> answer = server.management("/health/ready");
          assertThat(answer.statusCode()).isEqualTo(503);
          assertThat(answer.body().lines()).anyMatch(it -> it.matches(line));
          assertThat(server.management("/health/live").statusCode()).isEqualTo(200);
        });
  }

  @Test
  void databaseThatIsGoneIsNamedUntilItIsBack() {
    try (TestServer server = TestServer.start()) {
      awaitReady(server);
      server.database().shut();
      try {
        awaitWrong(server, "database: (no answer in 3 s|the database is not reachable)");
        awaitWrong(server, "node: the one-process lock is not held");
      } finally {
        server.database().reopen();
      }
      awaitReady(server);
    }
  }

  /** SQLSTATE 53100 is what a PostgreSQL says whose disk is full. */
  @Test
  void diskThatIsFullIsNamedWhileReadsGoOnUntilThereIsRoom() throws Exception {
    try (TestServer server = TestServer.start()) {
      TestPerson ada = server.setUp("Ada");
      ConversationId thread = TestSteps.thread(ada, "Relaunch");
      TestSteps.send(ada, thread, "before");
      server
          .database()
          .execute(
              """
              create function no_room() returns trigger language plpgsql as
              $$ begin raise exception 'No space left on device' using errcode = '53100'; end $$
              """);
      server
          .database()
          .execute("create trigger no_room before insert on message execute function no_room()");

      // The server looks for room every two seconds, and finds some: only messages have none here.
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> {
            TestSteps.refused(ErrorCode.UNAVAILABLE, () -> TestSteps.send(ada, thread, "lost"));
            assertThat(server.management("/metrics").body()).contains("drawbridge_disk_full 1.0");
            HttpResponse<String> ready = server.management("/health/ready");
            assertThat(ready.statusCode()).isEqualTo(503);
            assertThat(ready.body()).contains("disk: the database has no room on its disk");
          });
      assertThat(TestSteps.texts(ada, thread)).containsExactly("before");

      server.database().execute("drop function no_room cascade");
      awaitReady(server);
      TestSteps.send(ada, thread, "after");
    }
  }

  @Test
  void lockOfTheOneProcessThatAnotherTookIsNamed() {
    try (TestServer server = TestServer.start();
        Handle usurper = server.database().open()) {
      awaitReady(server);
      usurper.execute(
          """
          do $$
          declare held record;
          begin
            select pid, classid::int as space, objid::int as key into strict held
            from pg_locks where locktype = 'advisory' and objsubid = 2 and granted
              and database = (select oid from pg_database where datname = current_database());
            perform pg_terminate_backend(held.pid);
            perform pg_advisory_lock(held.space, held.key);
          end $$
          """);
      awaitWrong(server, "node: the one-process lock is not held");
    }
  }

  @Test
  void stuckWriterLaneIsNamedUntilItGetsOn() {
    try (TestServer server = TestServer.start()) {
      TestPerson ada = server.setUp("Ada");
      ConversationId thread = TestSteps.thread(ada, "Relaunch");
      CompletableFuture<MessageResult.Sent> sent;
      try (Handle holder = server.database().open()) {
        holder.begin();
        holder.execute("select from conversation where id = ? for update", thread.value());
        sent = CompletableFuture.supplyAsync(() -> TestSteps.send(ada, thread, "at last"));
        awaitWrong(server, "lanes: 1 of 4 writer lanes do not get on");
        holder.rollback();
      }
      assertThat(sent.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join().pos()).isPositive();
      awaitReady(server);
    }
  }
}
