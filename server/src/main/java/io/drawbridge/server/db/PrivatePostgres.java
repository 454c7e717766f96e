package io.drawbridge.server.db;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The PostgreSQL server that Drawbridge starts for itself when none is configured. It listens on
 * loopback, asks everybody for a random password, and is as durable as any other.
 */
public final class PrivatePostgres implements AutoCloseable {
  private static final String DATABASE = "drawbridge";
  private static final String ROLE = "drawbridge";
  private static final Logger LOG = LoggerFactory.getLogger(PrivatePostgres.class);
  private static final Duration START_MAX = Duration.ofSeconds(60);

  private final EmbeddedPostgres server;
  private final DatabaseAddress address;
  private final FolderLock lock;

  private PrivatePostgres(EmbeddedPostgres server, DatabaseAddress address, FolderLock lock) {
    this.server = server;
    this.address = address;
    this.lock = lock;
  }

  /**
   * Starts the server on its files below the data folder; makes them at the first start.
   *
   * @throws DatabaseTrouble if the folder is in use, or the server does not start
   */
  public static PrivatePostgres start(Path dataFolder) {
    return start(dataFolder, dataFolder.resolve("postgres-bin"), Map.of());
  }

  /** With a place for the unpacked binaries, and server settings over the usual ones. */
  static PrivatePostgres start(Path folder, Path binaries, Map<String, String> settings) {
    Path dataFolder = folder.toAbsolutePath();
    Path cluster = dataFolder.resolve("postgres");
    FolderLock lock = FolderLock.take(dataFolder);
    try {
      StalePostmaster.stop(cluster);
      Path unfinished = dataFolder.resolve("postgres.unfinished");
      Folders.clearUnfinished(cluster, unfinished);
      Path passwordFile = dataFolder.resolve("postgres.password");
      String password = PasswordFile.readOrMake(passwordFile);
      EmbeddedPostgres server =
          launch(
              builder(cluster, binaries, passwordFile, password, settings)
                  .setPGStartupWait(START_MAX),
              PasswordWatch.begin(cluster, password),
              passwordFile);
      DatabaseAddress address = prepare(server, password);
      Files.deleteIfExists(unfinished);
      return new PrivatePostgres(server, address, lock);
    } catch (IOException | RuntimeException e) {
      abandon(cluster, lock);
      if (e instanceof DatabaseTrouble trouble) {
        throw trouble;
      }
      throw new DatabaseTrouble(
          "the embedded PostgreSQL in %s does not start: %s (its own log is in postgres/log there)"
              .formatted(dataFolder, String.valueOf(e.getMessage()).strip()),
          e);
    }
  }

  private static EmbeddedPostgres launch(
      EmbeddedPostgres.Builder builder, PasswordWatch watch, Path passwordFile) throws IOException {
    EmbeddedPostgres server;
    try (watch) {
      server = builder.start();
    }
    if (watch.refused()) {
      throw new DatabaseTrouble(
          ("data.folder: %s is refused by the PostgreSQL beside it"
                  + " (expected: the file it was made with)")
              .formatted(passwordFile));
    }
    return server;
  }

  /** A server that we do not get into runs all the same. */
  private static void abandon(Path cluster, FolderLock lock) {
    try {
      StalePostmaster.stop(cluster);
    } catch (IOException | DatabaseTrouble e) {
      LOG.warn("an embedded PostgreSQL that is of no use still runs", e);
    } finally {
      lock.close();
    }
  }

  private static EmbeddedPostgres.Builder builder(
      Path cluster, Path binaries, Path passwordFile, String password, Map<String, String> settings)
      throws IOException {
    Files.createDirectories(binaries);
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder()
            .setDataDirectory(cluster)
            .setCleanDataDirectory(false)
            .setOverrideWorkingDirectory(binaries.toFile())
            .setRegisterShutdownHook(false)
            .setConnectConfig("password", password)
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
            .setServerConfig("max_connections", "60")
            .setServerConfig("unix_socket_directories", "")
            .setServerConfig("logging_collector", "on")
            .setServerConfig("log_filename", "postgresql-%a.log")
            .setServerConfig("log_truncate_on_rotation", "on")
            // Statements and details carry message text and addresses.
            .setServerConfig("log_min_error_statement", "panic")
            .setServerConfig("log_error_verbosity", "terse");
    settings.forEach(builder::setServerConfig);
    return builder;
  }

  /** Makes the role and the database unless they exist. */
  private static DatabaseAddress prepare(EmbeddedPostgres server, String password) {
    Jdbi admin = Jdbi.create(url(server.getPort(), "postgres"), "postgres", password);
    admin.useHandle(handle -> {
      // The password is 64 hexadecimal digits: nothing to escape.
      if (absent(handle, "select 1 from pg_roles where rolname = 'drawbridge'")) {
        handle.execute("create role %s login password '%s'".formatted(ROLE, password));
      }
      if (absent(handle, "select 1 from pg_database where datname = 'drawbridge'")) {
        handle.execute("create database %s owner %s".formatted(DATABASE, ROLE));
      }
    });
    return new DatabaseAddress(url(server.getPort(), DATABASE), ROLE, password);
  }

  private static boolean absent(Handle handle, String query) {
    return handle.createQuery(query).mapTo(Integer.class).findOne().isEmpty();
  }

  static String url(int port, String database) {
    return "jdbc:postgresql://localhost:%d/%s".formatted(port, database);
  }

  public DatabaseAddress address() {
    return address;
  }

  /** Whether another process runs a server on this data folder. */
  public static boolean inUse(Path dataFolder) {
    return Files.exists(dataFolder) && FolderLock.isHeld(dataFolder);
  }

  /** The address of the database that another process runs on this data folder, if one does. */
  public static Optional<DatabaseAddress> running(Path dataFolder) {
    if (!inUse(dataFolder)) {
      return Optional.empty();
    }
    try {
      Path pidFile = dataFolder.resolve("postgres/postmaster.pid");
      Path passwordFile = dataFolder.resolve("postgres.password");
      if (!Files.exists(pidFile) || !Files.exists(passwordFile)) {
        return Optional.empty();
      }
      // Line 4 of the file is the port: https://www.postgresql.org/docs/18/storage-file-layout.html
      List<String> lines = Files.readAllLines(pidFile);
      return lines.size() < 4
          ? Optional.empty()
          : Optional.of(
              new DatabaseAddress(
                  url(Integer.parseInt(lines.get(3).strip()), DATABASE),
                  ROLE,
                  Files.readString(passwordFile).strip()));
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** The superuser, on the maintenance database. */
  DatabaseAddress administrator() {
    return new DatabaseAddress(url(server.getPort(), "postgres"), "postgres", address.password());
  }

  /** Stops the server: no new connections, open ones are cut, everything committed is on disk. */
  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new DatabaseTrouble("the embedded PostgreSQL does not stop: " + e.getMessage(), e);
    } finally {
      lock.close();
    }
  }
}
