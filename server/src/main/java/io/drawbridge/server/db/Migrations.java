package io.drawbridge.server.db;

import java.time.Duration;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Brings a database to the newest schema. */
public final class Migrations {
  private static final Duration PATIENCE = Duration.ofSeconds(8);

  private Migrations() {}

  /**
   * Applies what is missing, in order; returns how many migrations ran.
   *
   * @throws DatabaseTrouble if the database cannot be reached or its schema is not ours
   */
  public static int apply(DatabaseAddress address) {
    FirstContact.make(address, PATIENCE);
    try {
      return Flyway.configure()
          .dataSource(address.url(), address.user(), address.password())
          .locations("classpath:db/migration")
          .validateMigrationNaming(true)
          .load()
          .migrate()
          .migrationsExecuted;
    } catch (FlywayException e) {
      throw new DatabaseTrouble("migrations failed: " + firstLine(e), e);
    }
  }

  private static String firstLine(FlywayException e) {
    return String.valueOf(e.getMessage()).strip().lines().findFirst().orElse("unknown");
  }
}
