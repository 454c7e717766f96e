package io.drawbridge.server.db.start;

import io.drawbridge.server.db.DatabaseAddress;
import io.drawbridge.server.db.DatabaseTrouble;
import io.drawbridge.server.db.FirstContact;
import io.drawbridge.server.db.SqlStates;
import java.util.Set;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Brings a database to the newest schema. */
public final class Migrations {
  /** The states that mean: no right, or no schema that this user may see. */
  private static final Set<String> MISSING_RIGHT = Set.of("42501", "3F000");

  private Migrations() {}

  /**
   * Applies what is missing, in order; returns how many migrations ran.
   *
   * @throws DatabaseTrouble if the database cannot be reached, its schema is not ours, or its user
   *     may not make tables there
   */
  public static int apply(DatabaseAddress address) {
    FirstContact.make(address, FirstContact.PATIENCE);
    try {
      return Flyway.configure()
          .dataSource(address.url(), address.user(), address.password())
          .locations("classpath:db/migration")
          .validateMigrationNaming(true)
          .load()
          .migrate()
          .migrationsExecuted;
    } catch (FlywayException e) {
      throw new DatabaseTrouble(reason(address, e), e);
    }
  }

  private static String reason(DatabaseAddress address, FlywayException e) {
    if (SqlStates.among(e, MISSING_RIGHT::contains)) {
      return ("database.user: %s as %s: %s (expected: a user who may make tables:"
              + " grant usage, create on schema public to %s)")
          .formatted(address.shown(), address.user(), SqlStates.words(e), quoted(address.user()));
    }
    return "the schema cannot be brought up to date: "
        + (SqlStates.among(e, state -> true) ? SqlStates.words(e) : firstLine(e));
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  private static String firstLine(FlywayException e) {
    return String.valueOf(e.getMessage()).strip().lines().findFirst().orElse("unknown");
  }
}
