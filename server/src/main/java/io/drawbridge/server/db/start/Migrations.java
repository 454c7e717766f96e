package io.drawbridge.server.db.start;

import io.drawbridge.server.db.DatabaseAddress;
import io.drawbridge.server.db.DatabaseTrouble;
import io.drawbridge.server.db.FirstContact;
import io.drawbridge.server.db.SqlStates;
import java.util.OptionalInt;
import java.util.Set;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jdbi.v3.core.Handle;

/** Brings a database to the newest schema. */
public final class Migrations {
  /** The states that mean: no right, or no schema that this user may see. */
  private static final Set<String> MISSING_RIGHT = Set.of("42501", "3F000");

  private Migrations() {}

  /** The part of a name that files of functions do not begin with, so that none is found. */
  private static final String NO_FUNCTIONS = "none";

  private static final String SCRIPTS = "classpath:" + MigrationFiles.FOLDER;

  /** The table in which the migrations keep what they have done. */
  public static final String HISTORY = "flyway_schema_history";

  /**
   * Applies what is missing, in order; returns how many migrations ran.
   *
   * @throws DatabaseTrouble if the database cannot be reached, its schema is not ours, or its user
   *     may not make tables there
   */
  public static int apply(DatabaseAddress address) {
    return apply(address, configured(address).validateMigrationNaming(true));
  }

  /**
   * Makes the tables as they were at an earlier version, in a database that has none. The functions
   * of this program are left to {@link #apply}: they need the newest tables.
   *
   * @throws DatabaseTrouble as {@link #apply}
   */
  public static void applyUntil(DatabaseAddress address, int version) {
    apply(
        address,
        configured(address)
            .repeatableSqlMigrationPrefix(NO_FUNCTIONS)
            .target(String.valueOf(version)));
  }

  /** The version that the tables of a database have; empty if it has none. */
  public static OptionalInt version(Handle handle) {
    boolean made =
        handle
            .createQuery("select to_regclass(?) is not null")
            .bind(0, HISTORY)
            .mapTo(Boolean.class)
            .one();
    return made
        ? OptionalInt.of(
            handle
                .createQuery("select max(version::int) from flyway_schema_history where success")
                .mapTo(Integer.class)
                .one())
        : OptionalInt.empty();
  }

  private static FluentConfiguration configured(DatabaseAddress address) {
    return Flyway.configure()
        .dataSource(address.url(), address.user(), address.password())
        .locations(SCRIPTS);
  }

  private static int apply(DatabaseAddress address, FluentConfiguration configuration) {
    FirstContact.make(address, FirstContact.PATIENCE);
    try {
      return configuration.load().migrate().migrationsExecuted;
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
