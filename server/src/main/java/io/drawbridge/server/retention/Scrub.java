package io.drawbridge.server.retention;

import io.drawbridge.server.db.Database;
import java.util.List;
import org.jdbi.v3.core.JdbiException;

/**
 * Takes the last traces of deleted content from the database's files, for an operator who must not
 * wait until they are overwritten. Nobody uses a table while it is rewritten, so it is for a quiet
 * hour. What it leaves, docs/retention.md says.
 */
public final class Scrub {
  private final Database database;
  private final ScrubStore store = new ScrubStore();

  public Scrub(Database database) {
    this.database = database;
  }

  /**
   * What was done.
   *
   * @param tables those that were rewritten
   * @param checkpoint whether the database let this user write all to its files; if not it does so
   *     by itself, within its {@code checkpoint_timeout}
   */
  public record Scrubbed(List<String> tables, boolean checkpoint) {
    public Scrubbed {
      tables = List.copyOf(tables);
    }
  }

  /** Rewrites every table with content. Blocks, for as long as copying them takes. */
  public Scrubbed run() {
    List<String> tables = ScrubStore.tables();
    tables.forEach(table ->
        database.query(handle -> {
          store.rewrite(handle, table);
          return table;
        }));
    return new Scrubbed(tables, checkpoint());
  }

  private boolean checkpoint() {
    try {
      return database.query(handle -> {
        store.checkpoint(handle);
        return true;
      });
    } catch (JdbiException notAllowed) {
      return false;
    }
  }
}
