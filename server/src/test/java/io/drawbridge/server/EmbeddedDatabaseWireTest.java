package io.drawbridge.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.WorkspaceCommand;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.result.AccountResult;
import io.drawbridge.server.assembly.Closing;
import io.drawbridge.server.assembly.Safety;
import io.drawbridge.server.config.ConfigKey;
import io.drawbridge.server.config.ServerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A whole server whose embedded database is killed under it. */
@Timeout(300)
final class EmbeddedDatabaseWireTest {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @TempDir Path folder;

  private final AtomicBoolean ended = new AtomicBoolean();

  private Server start() {
    return Server.start(
        ServerConfig.load(
            Optional.empty(),
            Map.of(),
            Map.of(
                ConfigKey.HTTP_PORT, "0",
                ConfigKey.MANAGEMENT_PORT, "0",
                ConfigKey.HTTP_LOOPS, "2",
                ConfigKey.DRAIN, "0s",
                ConfigKey.DISK_FREE_MIN, "0",
                ConfigKey.DATA_FOLDER, folder.toString())),
        Safety.FULL,
        new Closing(),
        () -> ended.set(true));
  }

  private void killDatabase() throws IOException {
    String pid = Files.readAllLines(folder.resolve("postgres/postmaster.pid")).getFirst();
    ProcessHandle.of(Long.parseLong(pid.strip())).orElseThrow().destroyForcibly();
  }

  private static boolean sends(TestPerson ada, ConversationId thread, String text) {
    try {
      TestSteps.send(ada, thread, text);
      return true;
    } catch (TestDoor.Refused refused) {
      assertThat(refused.code()).isEqualTo(ErrorCode.UNAVAILABLE);
      return false;
    }
  }

  /** A send used to wait half a minute, and the database was never started again. */
  @Test
  void killedDatabaseRefusesAtOnceAndComesBackByItself() throws Exception {
    try (Server server = start()) {
      AccountResult.Redeemed made =
          new TestHttpDoor(server.url(), Optional.empty())
              .call(
                  new WorkspaceCommand.SetUp(
                      server.setUpLink().orElseThrow().token(),
                      "Northwind",
                      "ada@example.com",
                      "Ada",
                      TestServer.PASSWORD,
                      "test"));
      TestPerson ada = new TestPerson(server.url(), "ada@example.com", made.tokens());
      ConversationId thread = TestSteps.thread(ada, "Relaunch");
      TestSteps.send(ada, thread, "before");

      killDatabase();
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(50))
          .until(() -> {
            long began = System.nanoTime();
            boolean sent = sends(ada, thread, "after");
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                .isLessThan(Duration.ofSeconds(10));
            return sent;
          });

      assertThat(TestSteps.texts(ada, thread)).contains("before", "after");
      assertThat(ended).isFalse();
      for (Path each :
          List.of(folder, folder.resolve("postgres"), folder.resolve("postgres-bin"))) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
            .as(each.toString())
            .isEqualTo("rwx------");
      }
    }
  }
}
