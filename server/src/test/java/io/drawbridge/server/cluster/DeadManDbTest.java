package io.drawbridge.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drawbridge.server.db.TestDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A node in a process of its own, which the kernel ends when it is stopped beyond its lease. */
@EnabledOnOs(OS.LINUX)
final class DeadManDbTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int KILLED = 128 + 9;

  @AutoClose private static final TestDatabase DB = TestDatabase.create();

  private static Process start() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            NodeProgram.class.getName(),
            DB.address().url(),
            DB.address().user(),
            DB.address().password())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static void awaitLine(BufferedReader out, String line) throws IOException {
    String told = "";
    while (!told.equals(line)) {
      told = out.readLine();
      assertThat(told).as("the node ended").isNotNull();
    }
  }

  /**
   * A node that the database does not answer is quiet and lives. One that is stopped dies where it
   * stands: it writes nothing more, as it never goes on.
   */
  @Test
  void quietNodeLivesAndStoppedNodeDies() throws Exception {
    Process node = start();
    try (BufferedReader out = node.inputReader(StandardCharsets.UTF_8);
        Handle holder = DB.open()) {
      awaitLine(out, "serves");
      holder.begin();
      holder.execute("select id from node for update");
      awaitLine(out, "quiet");
      assertThat(node.waitFor(2 * NodeProgram.LEASE.toMillis(), TimeUnit.MILLISECONDS))
          .as("ended while it was quiet")
          .isFalse();
      holder.rollback();
      awaitLine(out, "serves");

      assertThat(new ProcessBuilder("kill", "-STOP", Long.toString(node.pid())).start().waitFor())
          .isZero();
      assertThat(node.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertThat(node.exitValue()).isEqualTo(KILLED);
      await().atMost(PATIENCE).until(() -> live() == 0);
    } finally {
      node.destroyForcibly();
    }
  }

  /** A right that runs out before it was verified let nothing out: the node is quiet, and lives. */
  @Test
  void nodeThatCouldNotVerifyInTimeLives() throws Exception {
    try (Handle keeper = DB.open();
        Handle holder = DB.open()) {
      keeper.execute("select pg_advisory_lock(?)", NodeProgram.VERIFYING);
      Process node = start();
      try (BufferedReader out = node.inputReader(StandardCharsets.UTF_8)) {
        awaitLine(out, "unverified");
        holder.begin();
        holder.execute("select id from node for update");
        assertThat(node.waitFor(2 * NodeProgram.LEASE.toMillis(), TimeUnit.MILLISECONDS))
            .as("ended before it had served")
            .isFalse();
        holder.rollback();
        keeper.execute("select pg_advisory_unlock(?)", NodeProgram.VERIFYING);
        awaitLine(out, "serves");
      } finally {
        node.destroyForcibly();
      }
    }
  }

  private static long live() {
    return DB.database()
        .query(
            handle -> handle.createQuery("select count(*) from live_node").mapTo(Long.class).one());
  }
}
