package io.drawbridge.server;

import io.drawbridge.server.config.ServerConfig;
import io.drawbridge.server.db.DatabaseAddress;
import io.drawbridge.server.db.Durability;
import io.drawbridge.server.db.Ids;
import io.drawbridge.server.db.MeasuredClock;
import io.drawbridge.server.db.Migrations;
import io.drawbridge.server.db.PooledDatabase;
import io.drawbridge.server.db.PrivatePostgres;
import io.drawbridge.server.db.RandomIds;
import io.drawbridge.server.db.Requests;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.observe.MetricName;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The database layer: reached, migrated, durable, ours alone. */
final class DatabasePart {
  private static final Logger LOG = LoggerFactory.getLogger(DatabasePart.class);

  final PooledDatabase database;
  final MeasuredClock clock;
  final Ids ids = new RandomIds();
  final Requests requests = new Requests();

  private DatabasePart(PooledDatabase database, MeasuredClock clock) {
    this.database = database;
    this.clock = clock;
  }

  static DatabasePart start(ServerConfig config, boolean durable, Foundation foundation) {
    Closing closing = foundation.closing;
    DatabaseAddress address =
        config.database().external().orElseGet(() -> embedded(config, closing));
    int migrations = Migrations.apply(address);
    if (migrations > 0) {
      LOG.info("the database was brought to the newest schema in {} steps", migrations);
    }
    PooledDatabase database = PooledDatabase.open(address, config.database().limits());
    closing.add("database pools", database);
    if (durable) {
      Durability.require(database);
    }
    MeasuredClock clock = MeasuredClock.start(database);
    closing.add("clock", clock);
    foundation.metrics.gauge(MetricName.DATABASE_CALLERS, database, PooledDatabase::callers);
    foundation.metrics.gauge(MetricName.CLOCK_ERROR, clock, it -> it.error().toNanos() / 1e9);
    foundation.health.check("database", reachable(database));
    return new DatabasePart(database, clock);
  }

  private static DatabaseAddress embedded(ServerConfig config, Closing closing) {
    PrivatePostgres postgres = PrivatePostgres.start(config.dataFolder());
    closing.add("embedded database", postgres);
    LOG.info("the embedded database runs on {}", postgres.address().url());
    return postgres.address();
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
