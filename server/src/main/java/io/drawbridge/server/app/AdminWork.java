package io.drawbridge.server.app;

import io.drawbridge.server.cluster.VersionGate;
import io.drawbridge.server.config.ServerConfig;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.db.DatabaseAddress;
import io.drawbridge.server.db.FirstContact;
import io.drawbridge.server.db.PooledDatabase;
import io.drawbridge.server.db.embedded.PrivatePostgres;
import io.drawbridge.server.db.start.Migrations;
import java.util.Optional;
import java.util.function.Consumer;

/** The ground that an operator's task stands on: the database, whether or not a server runs. */
record AdminWork(ServerConfig config, Database database) {
  /**
   * Carries out a task; starts the embedded database for as long as that takes, if it does not run.
   */
  static void carryOut(ServerConfig config, Consumer<AdminWork> task) {
    Optional<DatabaseAddress> running =
        config.database().external().or(() -> PrivatePostgres.running(config.dataFolder()));
    if (running.isPresent()) {
      carryOut(config, running.get(), task);
    } else {
      try (PrivatePostgres postgres =
          PrivatePostgres.start(config.dataFolder(), config.database().limits().connections())) {
        carryOut(config, postgres.address(), task);
      }
    }
  }

  private static void carryOut(
      ServerConfig config, DatabaseAddress address, Consumer<AdminWork> task) {
    FirstContact.make(address, FirstContact.PATIENCE);
    try (PooledDatabase database = PooledDatabase.open(address, config.database().limits())) {
      VersionGate.of(() -> Migrations.apply(address)).passForTask(database);
      task.accept(new AdminWork(config, database));
    }
  }
}
