package io.drawbridge.server.db.embedded;

import io.drawbridge.server.db.SqlStates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Watches an embedded server while it starts, and interrupts a start that cannot succeed: one whose
 * server refuses the password, or has ended. The library that starts the server would try again
 * until its time is over.
 */
final class StartWatch implements AutoCloseable {
  /**
   * The time between two looks: shorter than that of {@code pg_ctl} at the server that it starts.
   */
  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

  /** https://www.postgresql.org/docs/18/storage-file-layout.html */
  private static final int PORT_LINE = 3;

  private static final int STATUS_LINE = 7;
  private static final String READY = "ready";

  /** The reasons why a start cannot succeed. */
  enum Hopeless {
    REFUSED,
    ENDED
  }

  private final Path cluster;
  private final Path pidFile;
  private final String password;
  private final Thread starter = Thread.currentThread();
  private final Thread watcher;
  private boolean launching;
  private volatile Optional<Hopeless> why = Optional.empty();

  private StartWatch(Path cluster, String password) {
    this.cluster = cluster;
    this.pidFile = StalePostmaster.pidFile(cluster);
    this.password = password;
    this.watcher = Thread.ofVirtual().name("start-watch").unstarted(this::watch);
  }

  /** Watches until it is closed, by the thread that starts the server. */
  static StartWatch begin(Path cluster, String password) {
    StartWatch watch = new StartWatch(cluster, password);
    watch.watcher.start();
    return watch;
  }

  /** The reason why the start was interrupted, if it was. */
  Optional<Hopeless> why() {
    return why;
  }

  private void watch() {
    try {
      while (!decided()) {
        // Nothing tells when a server has written that it is ready, or is gone.
        Thread.sleep(LOOK_AGAIN);
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean decided() {
    if (ended()) {
      return hopeless(Hopeless.ENDED);
    }
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

  /**
   * Returns whether the program that launches the server has come and gone, and there is no server.
   */
  private boolean ended() {
    boolean earlier = launching;
    launching = ProcessHandle.current().children().anyMatch(this::launches);
    return earlier && !launching && !StalePostmaster.serves(cluster);
  }

  private boolean launches(ProcessHandle child) {
    ProcessHandle.Info info = child.info();
    return info.command().orElse("").endsWith("pg_ctl")
        && info.arguments().map(List::of).orElse(List.of()).contains(cluster.toString());
  }

  private boolean letsIn(String url) {
    try (Connection connection = DriverManager.getConnection(url, "postgres", password)) {
      return connection.isValid(1);
    } catch (SQLException e) {
      return SqlStates.WRONG_PASSWORD.equals(e.getSQLState()) && hopeless(Hopeless.REFUSED);
    }
  }

  private boolean hopeless(Hopeless reason) {
    why = Optional.of(reason);
    starter.interrupt();
    return true;
  }

  /** Ends the watch, and takes its interrupt back. */
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
    if (why.isPresent()) {
      Thread.interrupted();
    } else if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
