package io.drawbridge.server.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.drawbridge.server.db.start.ConnectionsAllowed;
import io.drawbridge.server.db.start.Migrations;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A database of the operator's own, whose user has been given little. */
final class RightsDbTest {
  private static final TestPostgres POSTGRES = TestPostgres.running();

  @BeforeEach
  void makeThem() {
    POSTGRES.execute("create role poor login password 'hush'");
    POSTGRES.execute("create database poor owner postgres");
  }

  @AfterEach
  void dropThem() {
    POSTGRES.drop("poor");
    POSTGRES.execute("drop role poor");
  }

  private static DatabaseAddress poor() {
    return new DatabaseAddress(POSTGRES.address("poor").url(), "poor", "hush");
  }

  /** Gives the rights that docs/operations.md tells an operator to give. */
  private static void grant() {
    POSTGRES.execute("poor", "grant usage, create on schema public to \"poor\"");
  }

  @Test
  void userWhoMayNotMakeTablesIsToldWhatToGrantAndThatIsEnough() {
    DatabaseTrouble refused =
        catchThrowableOfType(DatabaseTrouble.class, () -> Migrations.apply(poor()));
    assertThat(String.valueOf(refused.getMessage()))
        .startsWith("database.user: postgresql://")
        .contains("as poor: ", "permission denied for schema public")
        .endsWith(
            "(expected: a user who may make tables:"
                + " grant usage, create on schema public to \"poor\")")
        .doesNotContain("hush", "\n");

    grant();
    assertThat(Migrations.apply(poor())).isPositive();
  }

  @Test
  void poolsBeyondWhatTheDatabaseAllowsAreRefused() {
    POSTGRES.execute("alter role poor connection limit 5");
    DatabaseLimits standard = DatabaseLimits.DEFAULT;
    try (PooledDatabase database = PooledDatabase.open(poor(), standard)) {
      DatabaseTrouble refused =
          catchThrowableOfType(
              DatabaseTrouble.class, () -> ConnectionsAllowed.require(database, standard));
      assertThat(refused)
          .hasMessage(
              "database.writers, database.readers: 12 and 8, and 1 beside them"
                  + " (expected: together <= 5, what this PostgreSQL allows)");
      DatabaseLimits small =
          new DatabaseLimits(3, 1, standard.waitMax(), standard.statementMax(), standard.lockMax());
      assertThatNoException().isThrownBy(() -> ConnectionsAllowed.require(database, small));
    }
  }
}
