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
    at(config, address -> carryOut(config, address, task));
  }

  /** Does the same with a database that is left as it is: its schema may be of an older version. */
  static void at(ServerConfig config, Consumer<DatabaseAddress> task) {
    Optional<DatabaseAddress> running =
        config.database().external().or(() -> PrivatePostgres.running(config.dataFolder()));
    if (running.isPresent()) {
      task.accept(running.get());
    } else {
      stopped(config, task);
    }
  }

  /**
   * Does the same with a database that no other process may have started.
   *
   * @throws io.drawbridge.server.db.DatabaseTrouble if a server runs on the data folder
   */
  static void stopped(ServerConfig config, Consumer<DatabaseAddress> task) {
    Optional<DatabaseAddress> external = config.database().external();
    if (external.isPresent()) {
      task.accept(external.get());
      return;
    }
    try (PrivatePostgres postgres =
        PrivatePostgres.start(config.dataFolder(), config.database().limits().connections())) {
      task.accept(postgres.address());
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
