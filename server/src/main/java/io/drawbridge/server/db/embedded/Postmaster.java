package io.drawbridge.server.db.embedded;

import io.drawbridge.server.db.DatabaseCluster;
import io.drawbridge.server.db.DatabaseTrouble;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;

/** One run of the embedded PostgreSQL: launched, watched while it starts, and stopped. */
final class Postmaster {
  /** The longest start, crash recovery included; a start that fails is noticed long before. */
  private static final Duration START_MAX = Duration.ofMinutes(2);

  private final DatabaseCluster cluster;
  private final EmbeddedPostgres server;
  private final OptionalLong pid;

  private Postmaster(DatabaseCluster cluster, EmbeddedPostgres server, OptionalLong pid) {
    this.cluster = cluster;
    this.server = server;
    this.pid = pid;
  }

  /**
   * Starts the server, once nothing of an earlier run is left; makes its files if there are none.
   *
   * @param port 0 takes a free one
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
        case ENDED -> new DatabaseTrouble(cluster.doesNotStart("it ends at once"));
      };
    }
    return server;
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
