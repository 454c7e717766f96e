package io.drawbridge.server.assembly;

import io.drawbridge.server.background.PeriodicTask;
import io.drawbridge.server.cluster.Node;
import io.drawbridge.server.cluster.VersionGate;
import io.drawbridge.server.config.ServerConfig;
import io.drawbridge.server.db.DatabaseAddress;
import io.drawbridge.server.db.FirstContact;
import io.drawbridge.server.db.Ids;
import io.drawbridge.server.db.MeasuredClock;
import io.drawbridge.server.db.PooledDatabase;
import io.drawbridge.server.db.RandomIds;
import io.drawbridge.server.db.Room;
import io.drawbridge.server.db.embedded.PrivatePostgres;
import io.drawbridge.server.db.start.ConnectionsAllowed;
import io.drawbridge.server.db.start.Durability;
import io.drawbridge.server.db.start.Incarnation;
import io.drawbridge.server.db.start.Migrations;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.observe.MetricName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The database layer: reached, durable, migrated, and this process one of those that serve it. */
public final class DatabasePart {
  private static final Logger LOG = LoggerFactory.getLogger(DatabasePart.class);

  private static final Duration LOOK_FOR_ROOM = Duration.ofSeconds(2);

  public final PooledDatabase database;
  public final MeasuredClock clock;
  public final Ids ids;
  public final Node node;

  private DatabasePart(PooledDatabase database, MeasuredClock clock, Ids ids, Node node) {
    this.database = database;
    this.clock = clock;
    this.ids = ids;
    this.node = node;
  }

  /**
   * Starts, reaches and migrates it, and joins those that serve it.
   *
   * @param end runs when the embedded database has ended, and cannot be started again; and when
   *     another process has taken the place of this one
   */
  public static DatabasePart start(
      ServerConfig config, Safety safety, Foundation foundation, Runnable end) {
    Closing closing = foundation.closing;
    Optional<DatabaseAddress> external = config.database().external();
    DatabaseAddress address =
        external.isPresent() ? external.get() : embedded(config, foundation, end);
    FirstContact.make(address, FirstContact.PATIENCE);
    PooledDatabase database = PooledDatabase.open(address, config.database().limits());
    closing.add("database pools", database);
    // Before anything is changed there.
    if (safety.durable()) {
      Durability.require(database);
    }
    ConnectionsAllowed.require(database, config.database().limits());
    Ids ids = new RandomIds();
    Node node =
        foundation.node(
            database,
            ids,
            VersionGate.of(() -> migrate(address)),
            config.cluster(),
            safety.killed(),
            end);
    MeasuredClock clock = MeasuredClock.measured(database, database.query(Incarnation::code));
    foundation.every(
        new PeriodicTask("measuring the database's clock", MeasuredClock.EVERY, clock::measure));
    watchRoom(config, foundation, database);
    foundation.metrics.gauge(MetricName.DATABASE_CALLERS, database, PooledDatabase::callers);
    foundation.metrics.gauge(MetricName.DATABASE_UP, database, it -> it.isReachable() ? 1 : 0);
    foundation.metrics.gauge(MetricName.CLOCK_ERROR, clock, it -> it.error().toNanos() / 1e9);
    foundation.health.check("database", reachable(database));
    return new DatabasePart(database, clock, ids, node);
  }

  private static void migrate(DatabaseAddress address) {
    int migrations = Migrations.apply(address);
    if (migrations > 0) {
      LOG.info("the database was brought to the newest schema in {} steps", migrations);
    }
  }

  private static DatabaseAddress embedded(
      ServerConfig config, Foundation foundation, Runnable beyondHelp) {
    Room.requireForStart(config.dataFolder(), config.database().freeBytesMin());
    PrivatePostgres postgres =
        PrivatePostgres.start(config.dataFolder(), config.database().limits().connections());
    foundation.closing.add("embedded database", postgres);
    postgres.supervise(foundation.metrics::databaseRestarted, beyondHelp);
    LOG.info("the embedded database runs on {}", postgres.address().url());
    return postgres.address();
  }

  private static void watchRoom(
      ServerConfig config, Foundation foundation, PooledDatabase database) {
    Path folder = config.dataFolder();
    boolean own = config.database().external().isEmpty();
    foundation.every(
        new PeriodicTask(
            "looking for room on the disk",
            LOOK_FOR_ROOM,
            () -> {
              if (own) {
                database.room().look(folder, config.database().freeBytesMin());
              }
              database.lookForRoom();
            }));
    foundation.metrics.gauge(MetricName.DISK_FREE, folder, Room::free);
    foundation.metrics.gauge(
        MetricName.DISK_FULL, database.room(), it -> it.whyNotReady().isPresent() ? 1 : 0);
    foundation.health.check("disk", database.room()::whyNotReady);
  }

  private static Supplier<Optional<String>> reachable(PooledDatabase database) {
    return () -> {
      try {
        database.ping();
        return Optional.empty();
      } catch (Failure e) {
        return Optional.of(e.text());
      }
    };
  }
}
