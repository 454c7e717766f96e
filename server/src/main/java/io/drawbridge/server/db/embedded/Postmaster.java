package io.drawbridge.server.db.embedded;

import io.drawbridge.server.db.DatabaseCluster;
import io.drawbridge.server.db.DatabaseTrouble;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of the embedded PostgreSQL: launched, watched while it starts, and stopped. */
final class Postmaster {
  /** The longest start, crash recovery included; a start that fails is noticed long before. */
  private static final Duration START_MAX = Duration.ofMinutes(2);

  /** The library takes a port that is free, and the server takes it a moment later. */
  private static final int ANY_PORT = 0;

  private static final int PORTS_MAX = 3;

  /** What the server says when it can listen nowhere. */
  private static final String NO_SOCKET = "could not create any TCP/IP sockets";

  private static final Logger LOG = LoggerFactory.getLogger(Postmaster.class);

  private final DatabaseCluster cluster;
  private final EmbeddedPostgres server;
  private final OptionalLong pid;

  private Postmaster(DatabaseCluster cluster, EmbeddedPostgres server, OptionalLong pid) {
    this.cluster = cluster;
    this.server = server;
    this.pid = pid;
  }

  /**
   * Starts the server at a port that is free, once nothing of an earlier run is left; makes its
   * files if there are none.
   *
   * @throws DatabaseTrouble if it does not start; nothing is left running then
   */
  static Postmaster launch(DatabaseCluster cluster) throws IOException {
    return launch(cluster, () -> ANY_PORT);
  }

  /** Starts the server at the first of the ports offered that nobody else takes before it does. */
  static Postmaster launch(DatabaseCluster cluster, IntSupplier ports) throws IOException {
    for (int left = PORTS_MAX - 1; ; left--) {
      try {
        return launch(cluster, ports.getAsInt());
      } catch (PortTaken e) {
        if (left == 0) {
          throw e;
        }
        LOG.info("the port of the embedded PostgreSQL was taken meanwhile; another one is tried");
      }
    }
  }

  /**
   * Starts the server again at its port.
   *
   * @throws DatabaseTrouble if it does not start; nothing is left running then
   */
  static Postmaster launch(DatabaseCluster cluster, int port) throws IOException {
    try {
      StalePostmaster.stop(cluster.folder());
      // The library never lets go of this lock in a start that failed, and would refuse the next.
      Files.deleteIfExists(cluster.folder().resolve("epg-lock"));
      EmbeddedPostgres server = started(cluster, builder(cluster).setPort(port));
      // The library opens the folder of its programs to everybody.
      Folders.own(cluster.binaries());
      return new Postmaster(cluster, server, StalePostmaster.number(cluster.folder()));
    } catch (IOException | RuntimeException e) {
      // A server that we do not get into runs all the same.
      StalePostmaster.stop(cluster.folder());
      throw e;
    }
  }

  private static EmbeddedPostgres started(DatabaseCluster cluster, EmbeddedPostgres.Builder builder)
      throws IOException {
    EmbeddedPostgres server;
    ServerLog log = ServerLog.from(cluster.folder());
    StartWatch watch = StartWatch.begin(cluster.folder(), cluster.password());
    try (watch) {
      server = builder.start();
    }
    if (watch.why().isPresent()) {
      throw switch (watch.why().get()) {
        case REFUSED ->
            new DatabaseTrouble(
                ("data.folder: %s is refused by the PostgreSQL beside it"
                        + " (expected: the file it was made with)")
                    .formatted(cluster.passwordFile()));
        case ENDED -> ended(cluster, log.fatal());
      };
    }
    return server;
  }

  private static DatabaseTrouble ended(DatabaseCluster cluster, Optional<String> fatal) {
    String why =
        cluster.doesNotStart(fatal.map("it ends at once: "::concat).orElse("it ends at once"));
    return fatal.filter(NO_SOCKET::equals).isPresent()
        ? new PortTaken(why)
        : new DatabaseTrouble(why);
  }

  /** Tells that somebody else listens where the server was to listen. */
  private static final class PortTaken extends DatabaseTrouble {
    private static final long serialVersionUID = 1L;

    PortTaken(String message) {
      super(message);
    }
  }

  private static EmbeddedPostgres.Builder builder(DatabaseCluster cluster) throws IOException {
    Path passwordFile = cluster.passwordFile();
    Folders.own(cluster.binaries());
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder()
            .setDataDirectory(cluster.folder())
            .setCleanDataDirectory(false)
            .setOverrideWorkingDirectory(cluster.binaries().toFile())
            .setRegisterShutdownHook(false)
            .setPGStartupWait(START_MAX)
            .setConnectConfig("password", cluster.password())
            // Another program that took the port need not answer.
            .setConnectConfig("socketTimeout", "5")
            // These follow the library's own "-A trust" on initdb's command line, and the last one
            // counts.
            .setLocaleConfig("auth", "scram-sha-256")
            .setLocaleConfig("pwfile", passwordFile.toString())
            .setLocaleConfig("locale", "C")
            .setLocaleConfig("locale-provider", "builtin")
            .setLocaleConfig("builtin-locale", "C.UTF-8")
            // The library starts the server with -F and synchronous_commit=off; a later -c counts.
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("unix_socket_directories", "")
            .setServerConfig("logging_collector", "on")
            .setServerConfig("log_filename", "postgresql-%a.log")
            .setServerConfig("log_truncate_on_rotation", "on")
            // Statements and details carry message text and addresses.
            .setServerConfig("log_min_error_statement", "panic")
            .setServerConfig("log_error_verbosity", "terse");
    cluster.settings().forEach(builder::setServerConfig);
    return builder;
  }

  int port() {
    return server.getPort();
  }

  boolean lives() {
    return pid.isPresent() && StalePostmaster.lives(cluster.folder(), pid.getAsLong());
  }

  /** Stops it: no new connections, open ones are cut, everything committed is on disk. */
  void stop() throws IOException {
    server.close();
    // The library has little patience, and does not tell when that was not enough.
    StalePostmaster.stop(cluster.folder());
  }
}
