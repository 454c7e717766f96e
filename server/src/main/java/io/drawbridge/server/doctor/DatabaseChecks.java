package io.drawbridge.server.doctor;

import io.drawbridge.server.assembly.Program;
import io.drawbridge.server.config.ServerConfig;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.db.DatabaseAddress;
import io.drawbridge.server.db.DatabaseLimits;
import io.drawbridge.server.db.DatabaseTrouble;
import io.drawbridge.server.db.FirstContact;
import io.drawbridge.server.db.MeasuredClock;
import io.drawbridge.server.db.PooledDatabase;
import io.drawbridge.server.db.embedded.Folders;
import io.drawbridge.server.db.embedded.PrivatePostgres;
import io.drawbridge.server.db.start.ConnectionsAllowed;
import io.drawbridge.server.db.start.Durability;
import io.drawbridge.server.failure.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Checks that the database can be reached, is new enough and durable, and has the same time as this
 * machine.
 */
final class DatabaseChecks {
  private static final int VERSION_MIN = 150_000;
  private static final Duration CLOCK_DISTANCE_MAX = Duration.ofSeconds(2);

  private static final DatabaseLimits LIMITS =
      new DatabaseLimits(2, 1, Duration.ofSeconds(3), Duration.ofSeconds(3), Duration.ofSeconds(3));

  private DatabaseChecks() {}

  static List<Finding> examine(ServerConfig config) {
    Optional<DatabaseAddress> address = config.database().external();
    if (address.isEmpty()) {
      address = PrivatePostgres.running(config.dataFolder());
    }
    if (address.isPresent()) {
      List<Finding> findings = new ArrayList<>(examine(address.get(), config.database().limits()));
      config.database().external().map(DatabaseTls::examine).ifPresent(findings::add);
      return findings;
    }
    return embedded(config);
  }

  /** Starts the embedded database: on its own files if there are any, else on temporary ones. */
  private static List<Finding> embedded(ServerConfig config) {
    List<Finding> findings = new ArrayList<>();
    RootCheck.examine(
            System.getProperty("user.name"), System.getProperty("os.name"), Program.path())
        .ifPresent(findings::add);
    Path folder = config.dataFolder();
    try {
      if (Files.exists(folder.resolve("postgres"))) {
        findings.addAll(started(folder));
        return findings;
      }
      Path temporary = Files.createTempDirectory("drawbridge-doctor-");
      try {
        findings.addAll(started(temporary));
      } finally {
        Folders.delete(temporary);
      }
    } catch (IOException | DatabaseTrouble e) {
      findings.add(Finding.fail("database", String.valueOf(e.getMessage())));
    }
    return findings;
  }

  private static List<Finding> started(Path folder) {
    try (PrivatePostgres postgres = PrivatePostgres.start(folder, LIMITS.connections())) {
      return examine(postgres.address(), LIMITS);
    }
  }

  private static List<Finding> examine(DatabaseAddress address, DatabaseLimits pools) {
    List<Finding> findings = new ArrayList<>();
    try {
      FirstContact.make(address, Duration.ZERO);
    } catch (DatabaseTrouble e) {
      return List.of(Finding.fail("database", String.valueOf(e.getMessage())));
    }
    try (PooledDatabase database = PooledDatabase.open(address, LIMITS)) {
      findings.add(version(database, address));
      findings.add(durable(database));
      findings.add(connections(database, pools));
      findings.add(clock(database));
    } catch (Failure e) {
      findings.add(Finding.fail("database", address.shown() + ": " + e.text()));
    }
    return findings;
  }

  private static Finding version(PooledDatabase database, DatabaseAddress address) {
    int version = database.version();
    String detail = "PostgreSQL %d at %s".formatted(version / 10_000, address.shown());
    return version >= VERSION_MIN
        ? Finding.ok("database", detail)
        : Finding.fail("database", detail + " (expected: 15 or newer)");
  }

  private static Finding durable(Database database) {
    try {
      Durability.require(database);
      return Finding.ok("durability", "fsync and synchronous_commit are on");
    } catch (DatabaseTrouble e) {
      return Finding.fail("durability", String.valueOf(e.getMessage()));
    }
  }

  private static Finding connections(Database database, DatabaseLimits pools) {
    try {
      ConnectionsAllowed.require(database, pools);
      return Finding.ok("connections", pools.connections() + " are allowed");
    } catch (DatabaseTrouble e) {
      return Finding.fail("connections", String.valueOf(e.getMessage()));
    }
  }

  private static Finding clock(Database database) {
    MeasuredClock clock = MeasuredClock.measured(database, "unread");
    Duration distance = Duration.between(clock.now(), Instant.now()).abs();
    String detail = "this machine and the database differ by %d ms".formatted(distance.toMillis());
    return distance.compareTo(CLOCK_DISTANCE_MAX) <= 0
        ? Finding.ok("clock", detail)
        : Finding.fail("clock", detail + " (expected: <= " + CLOCK_DISTANCE_MAX.toMillis() + ")");
  }
}
