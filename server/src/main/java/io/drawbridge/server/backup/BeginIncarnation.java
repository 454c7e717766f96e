package io.drawbridge.server.backup;

import io.drawbridge.server.cluster.StoppedServers;
import io.drawbridge.server.db.DatabaseAddress;
import io.drawbridge.server.db.copy.Load;
import io.drawbridge.server.db.start.Incarnation;
import io.drawbridge.server.db.start.Migrations;
import java.util.Optional;

/**
 * Lets a database begin another life that failed over to a standby which lacks commits: clients
 * load again what they know of the lost ones. No server may use it meanwhile.
 */
public final class BeginIncarnation {
  private final BackupStore store = new BackupStore();

  /**
   * Begins it; returns its number.
   *
   * @throws BackupTrouble with one line if there is no server's data
   * @throws io.drawbridge.server.db.DatabaseTrouble with one line if the database refuses
   */
  public int after(DatabaseAddress database) {
    requireTables(database);
    Migrations.apply(database);
    try (Load load = Load.begin(database)) {
      load.write(StoppedServers::requireNoLease);
      int number =
          load.write(handle -> {
            store.noteRestore(handle, "failed_over", Optional.empty());
            return Incarnation.begin(handle, Incarnation.Cause.FAILED_OVER, Optional.empty());
          });
      load.commit();
      return number;
    }
  }

  private static void requireTables(DatabaseAddress database) {
    try (Load looking = Load.begin(database)) {
      looking.write(StoppedServers::require);
      if (looking.write(Migrations::version).isEmpty()) {
        throw new BackupTrouble(
            "%s: it has no tables (expected: the database that failed over)"
                .formatted(database.shown()));
      }
    }
  }
}
