package io.drawbridge.server.db.embedded;

import io.drawbridge.server.db.DatabaseAddress;
import io.drawbridge.server.db.DatabaseCluster;
import io.drawbridge.server.db.DatabaseTrouble;
import io.drawbridge.server.db.Room;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
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

  /** The connections that the server has beside those that its owner asks for. */
  private static final int SPARE_CONNECTIONS = 20;

  private static final int CONNECTIONS_MIN = 60;

  private final DatabaseCluster cluster;
  private final DatabaseAddress address;
  private final FolderLock lock;
  private final AtomicReference<Postmaster> running;
  private volatile Optional<Supervisor> supervisor = Optional.empty();

  private PrivatePostgres(
      DatabaseCluster cluster, Postmaster running, DatabaseAddress address, FolderLock lock) {
    this.cluster = cluster;
    this.running = new AtomicReference<>(running);
    this.address = address;
    this.lock = lock;
  }

  /**
   * Starts the server on its files below the data folder; makes them at the first start.
   *
   * @param connections how many its owner will open at most
   * @throws DatabaseTrouble if the folder is in use, or the server does not start
   */
  public static PrivatePostgres start(Path dataFolder, int connections) {
    int most = Math.max(CONNECTIONS_MIN, connections + SPARE_CONNECTIONS);
    return start(
        dataFolder,
        dataFolder.resolve("postgres-bin"),
        Map.of("max_connections", String.valueOf(most)));
  }

  /** Starts the server with a place for the unpacked binaries, and settings over the usual ones. */
  public static PrivatePostgres start(Path folder, Path binaries, Map<String, String> settings) {
    Path dataFolder = folder.toAbsolutePath();
    FolderLock lock = FolderLock.take(dataFolder);
    try {
      Path unfinished = dataFolder.resolve("postgres.unfinished");
      StalePostmaster.stop(DatabaseCluster.folder(dataFolder));
      if (binaries.toAbsolutePath().startsWith(dataFolder)) {
        Folders.clearUnpacked(binaries); // nobody else unpacks there
      }
      Folders.clearUnfinished(DatabaseCluster.folder(dataFolder), unfinished);
      String password = PasswordFile.readOrMake(DatabaseCluster.passwordFile(dataFolder));
      DatabaseCluster cluster = new DatabaseCluster(dataFolder, binaries, password, settings);
      Postmaster running = Postmaster.launch(cluster);
      PrivatePostgres started =
          new PrivatePostgres(cluster, running, prepared(running, password), lock);
      Files.deleteIfExists(unfinished);
      return started;
    } catch (IOException | RuntimeException e) {
      abandon(DatabaseCluster.folder(dataFolder), lock);
      if (e instanceof DatabaseTrouble trouble) {
        throw trouble;
      }
      throw new DatabaseTrouble(
          DatabaseCluster.doesNotStart(dataFolder, String.valueOf(e.getMessage()).strip()), e);
    }
  }

  /** Stops a server that we do not get into: it runs all the same. */
  private static void abandon(Path cluster, FolderLock lock) {
    try {
      StalePostmaster.stop(cluster);
    } catch (IOException | DatabaseTrouble e) {
      LOG.warn("an embedded PostgreSQL that is of no use still runs", e);
    } finally {
      lock.close();
    }
  }

  /** Makes the role and the database unless they exist. */
  private static DatabaseAddress prepared(Postmaster server, String password) {
    Jdbi admin = Jdbi.create(url(server.port(), "postgres"), "postgres", password);
    admin.useHandle(handle -> {
      // The password is 64 hexadecimal digits: nothing to escape.
      if (absent(handle, "select 1 from pg_roles where rolname = 'drawbridge'")) {
        handle.execute("create role %s login password '%s'".formatted(ROLE, password));
      }
      if (absent(handle, "select 1 from pg_database where datname = 'drawbridge'")) {
        handle.execute("create database %s owner %s".formatted(DATABASE, ROLE));
      }
    });
    return new DatabaseAddress(url(server.port(), DATABASE), ROLE, password);
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

  /** Returns whether another process runs a server on this data folder. */
  public static boolean inUse(Path dataFolder) {
    return Files.exists(dataFolder) && FolderLock.isHeld(dataFolder);
  }

  /** The address of the database that another process runs on this data folder, if one does. */
  public static Optional<DatabaseAddress> running(Path dataFolder) {
    if (!inUse(dataFolder)) {
      return Optional.empty();
    }
    try {
      Path pidFile = StalePostmaster.pidFile(DatabaseCluster.folder(dataFolder));
      Path passwordFile = DatabaseCluster.passwordFile(dataFolder);
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

  /** The address for the superuser, on the maintenance database. */
  public DatabaseAddress administrator() {
    return new DatabaseAddress(
        url(running.get().port(), "postgres"), "postgres", address.password());
  }

  /**
   * Starts the server again on the same port whenever it ends by itself from now on.
   *
   * @param restarted runs each time
   * @param gaveUp runs once, if it cannot be started again
   */
  public void supervise(Runnable restarted, Runnable gaveUp) {
    supervise(Supervisor.Patience.DEFAULT, restarted, gaveUp);
  }

  public void supervise(Supervisor.Patience patience, Runnable restarted, Runnable gaveUp) {
    supervisor = Optional.of(Supervisor.begin(this, patience, restarted, gaveUp));
  }

  boolean lives() {
    return running.get().lives();
  }

  /**
   * Starts the server again.
   *
   * @throws DatabaseTrouble if it does not start
   */
  void restart() {
    int port = running.get().port();
    try {
      running.get().stop();
      running.set(Postmaster.launch(cluster, port));
    } catch (IOException | RuntimeException e) {
      throw e instanceof DatabaseTrouble trouble
          ? trouble
          : new DatabaseTrouble(cluster.doesNotStart(String.valueOf(e.getMessage()).strip()), e);
    }
  }

  /** Returns whether the disk of its files is full. */
  boolean diskIsFull() {
    return Room.isFull(cluster.dataFolder());
  }

  /** Stops the server: no new connections, open ones are cut, everything committed is on disk. */
  @Override
  public void close() {
    supervisor.ifPresent(Supervisor::close);
    try {
      running.get().stop();
    } catch (IOException e) {
      throw new DatabaseTrouble("the embedded PostgreSQL does not stop: " + e.getMessage(), e);
    } finally {
      lock.close();
    }
  }
}
