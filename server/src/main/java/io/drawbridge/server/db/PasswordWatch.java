package io.drawbridge.server.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * Tries the password on an embedded server while it starts, and interrupts the start when it is
 * refused: the library that starts the server would try again until its time is over.
 */
final class PasswordWatch implements AutoCloseable {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

  /** https://www.postgresql.org/docs/18/storage-file-layout.html */
  private static final int PORT_LINE = 3;

  private static final int STATUS_LINE = 7;
  private static final String READY = "ready";

  private final Path pidFile;
  private final String password;
  private final Thread starter = Thread.currentThread();
  private final Thread watcher;
  private volatile boolean refused;

  private PasswordWatch(Path cluster, String password) {
    this.pidFile = cluster.resolve("postmaster.pid");
    this.password = password;
    this.watcher = Thread.ofVirtual().name("password-watch").unstarted(this::watch);
  }

  /** Watches until it is closed, by the thread that starts the server. */
  static PasswordWatch begin(Path cluster, String password) {
    PasswordWatch watch = new PasswordWatch(cluster, password);
    watch.watcher.start();
    return watch;
  }

  boolean refused() {
    return refused;
  }

  private void watch() {
    try {
      while (!decided()) {
        // Nothing tells when a server has written that it is ready.
        Thread.sleep(LOOK_AGAIN);
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean decided() {
    try {
      List<String> lines = Files.exists(pidFile) ? Files.readAllLines(pidFile) : List.of();
      if (lines.size() <= STATUS_LINE || !lines.get(STATUS_LINE).startsWith(READY)) {
        return false;
      }
      return letsIn(
          PrivatePostgres.url(Integer.parseInt(lines.get(PORT_LINE).strip()), "postgres"));
    } catch (IOException | NumberFormatException halfWritten) {
      return false;
    }
  }

  private boolean letsIn(String url) {
    try (Connection connection = DriverManager.getConnection(url, "postgres", password)) {
      return connection.isValid(1);
    } catch (SQLException e) {
      if (SqlStates.WRONG_PASSWORD.equals(e.getSQLState())) {
        refused = true;
        starter.interrupt();
        return true;
      }
      return false;
    }
  }

  /** Takes its interrupt back. */
  @Override
  public void close() {
    watcher.interrupt();
    boolean interrupted = false;
    while (watcher.isAlive()) {
      try {
        watcher.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (refused) {
      Thread.interrupted();
    } else if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
