package io.drawbridge.server.db.start;

import io.drawbridge.server.db.Database;
import io.drawbridge.server.db.DatabaseTrouble;

/** Refuses a database that would forget what it acknowledged. */
public final class Durability {
  private Durability() {}

  /**
   * Reads the settings that make a commit durable, as they are in force on a connection of ours.
   *
   * @throws DatabaseTrouble if {@code fsync} or {@code synchronous_commit} is off
   */
  public static void require(Database database) {
    Settings settings =
        database.query(handle ->
            handle
                .createQuery(
                    """
                    select current_setting('fsync') as fsync,
                           current_setting('synchronous_commit') as commit
                    """)
                .map((rows, context) ->
                    new Settings(rows.getString("fsync"), rows.getString("commit")))
                .one());
    require("fsync", settings.fsync());
    require("synchronous_commit", settings.commit());
  }

  private static void require(String name, String value) {
    if (value.equals("off")) {
      throw new DatabaseTrouble(
          "the database runs with %s=off and would lose acknowledged messages (expected: on)"
              .formatted(name));
    }
  }

  private record Settings(String fsync, String commit) {}
}
