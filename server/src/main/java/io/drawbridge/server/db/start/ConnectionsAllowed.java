package io.drawbridge.server.db.start;

import io.drawbridge.server.db.Database;
import io.drawbridge.server.db.DatabaseLimits;
import io.drawbridge.server.db.DatabaseTrouble;

/** Refuses pools that are larger than what the database gives its user. */
public final class ConnectionsAllowed {
  private ConnectionsAllowed() {}

  /**
   * Reads the limits of the server, of the database and of the user.
   *
   * @throws DatabaseTrouble if the pools could not be filled
   */
  public static void require(Database database, DatabaseLimits limits) {
    int allowed =
        database.query(handle ->
            handle
                .createQuery(
                    """
                    select least(
                      current_setting('max_connections')::int
                        - current_setting('superuser_reserved_connections')::int
                        - coalesce(current_setting('reserved_connections', true)::int, 0),
                      (select nullif(rolconnlimit, -1) from pg_roles where rolname = current_user),
                      (select nullif(datconnlimit, -1) from pg_database
                        where datname = current_database()))
                    """)
                .mapTo(Integer.class)
                .one());
    if (limits.connections() > allowed) {
      throw new DatabaseTrouble(
          ("database.writers, database.readers: %d and %d, and %d beside them"
                  + " (expected: together <= %d, what this PostgreSQL allows)")
              .formatted(
                  limits.writers(),
                  limits.readers(),
                  limits.connections() - limits.writers() - limits.readers(),
                  allowed));
    }
  }
}
