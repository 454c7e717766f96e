package io.drawbridge.server.db.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.server.db.DatabaseAddress;
import io.drawbridge.server.db.DatabaseLimits;
import io.drawbridge.server.db.DatabaseTrouble;
import io.drawbridge.server.db.KilledServer;
import io.drawbridge.server.db.PooledDatabase;
import io.drawbridge.server.db.TestPostgres;
import io.drawbridge.server.db.start.Durability;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PrivatePostgresDbTest {
  @TempDir Path folder;

  private PrivatePostgres start() {
    return PrivatePostgres.start(folder, TestPostgres.binaries(), Map.of());
  }

  private static PooledDatabase open(DatabaseAddress address) {
    return PooledDatabase.open(address, DatabaseLimits.DEFAULT);
  }

  @Test
  void commitsAreDurableAndEverybodyNeedsThePassword() throws IOException {
    try (PrivatePostgres postgres = start();
        PooledDatabase database = open(postgres.address())) {
      for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
        String value =
            database.query(handle ->
                handle
                    .createQuery("select current_setting(?)")
                    .bind(0, setting)
                    .mapTo(String.class)
                    .one());
        assertThat(value).as(setting).isEqualTo("on");
      }
      DatabaseAddress address = postgres.address();
      assertThatThrownBy(() -> Jdbi.open(address.url(), address.user(), "wrong").close())
          .hasMessageContaining("password authentication failed");
      assertThatThrownBy(() -> Jdbi.open(address.url(), "postgres", "").close())
          .hasMessageContaining("password");
      assertThat(Files.readAllLines(folder.resolve("postgres/pg_hba.conf")))
          .noneMatch(line -> !line.startsWith("#") && line.contains("trust"));
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(folder.resolve("postgres.password"))))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void databaseThatOutlivedItsServerIsTakenOverWithAllItAcknowledged() throws Exception {
    killedAfterItsCommit();
    assertThat(folder.resolve("postgres/postmaster.pid")).exists();

    try (PrivatePostgres postgres = start();
        PooledDatabase database = open(postgres.address())) {
      int kept =
          database.read(
              handle -> handle.createQuery("select n from kept").mapTo(Integer.class).one());
      assertThat(kept).isEqualTo(7);
    }
  }

  private void killedAfterItsCommit() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                KilledServer.class.getName(),
                folder.toString())
            .inheritIO()
            .start();
    assertThat(process.waitFor()).isEqualTo(KilledServer.EXIT_CODE);
  }

  /** A dead process that nobody reaped can be signalled, and so can another program. */
  @Test
  void pidFileThatNamesNoPostgresOfTheFolderIsNotBelieved() throws IOException {
    start().close();
    for (String script : List.of("true & echo $!; exec sleep 60", "echo $$; exec sleep 60")) {
      Process other = new ProcessBuilder("sh", "-c", script).start();
      try (BufferedReader out = other.inputReader()) {
        Files.writeString(folder.resolve("postgres/postmaster.pid"), out.readLine() + "\n");
        try (PrivatePostgres postgres = start();
            PooledDatabase database = open(postgres.address())) {
          database.ping();
        }
      } finally {
        other.destroyForcibly();
      }
    }
  }

  @Test
  void firstStartThatWasCutShortIsBegunAgain() throws IOException {
    Files.createDirectories(folder.resolve("postgres/base"));
    Files.writeString(folder.resolve("postgres/postgresql.conf"), "");
    Files.writeString(folder.resolve("postgres.unfinished"), "");

    try (PrivatePostgres postgres = start();
        PooledDatabase database = open(postgres.address())) {
      Durability.require(database);
    }
    assertThat(folder.resolve("postgres.unfinished")).doesNotExist();
  }

  @Test
  void startThatDoesNotGetInSaysSoAndLeavesNothingRunning() throws IOException {
    start().close();
    Files.writeString(folder.resolve("postgres.password"), "0".repeat(64) + "\n");

    assertThatThrownBy(this::start)
        .isInstanceOf(DatabaseTrouble.class)
        .hasMessageStartingWith("data.folder: ")
        .hasMessageContaining("postgres.password is refused by the PostgreSQL beside it");
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
    assertThat(folder.resolve("postgres/postmaster.pid")).doesNotExist();
    assertThat(FolderLock.isHeld(folder)).isFalse();
  }

  @Test
  void folderServesOneProcessOnly() {
    try (FolderLock held = FolderLock.take(folder)) {
      assertThat(held).isNotNull();
      assertThatThrownBy(this::start)
          .isInstanceOf(DatabaseTrouble.class)
          .hasMessageContaining("in use by another process");
    }
  }
}
