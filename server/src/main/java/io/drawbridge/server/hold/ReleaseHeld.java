package io.drawbridge.server.hold;

import io.drawbridge.server.db.Database;

/** Deletes what was kept apart and no hold keeps any more, in small transactions. Thread-safe. */
final class ReleaseHeld {
  private static final int ROWS = 200;

  private final Database database;
  private final HeldStore store = new HeldStore();
  private volatile boolean closed;
  private volatile int kept;

  ReleaseHeld(Database database) {
    this.database = database;
  }

  /** Deletes all of it. Blocks. */
  void round() {
    boolean more = true;
    while (more && !closed) {
      more = database.write(handle -> store.release(handle, ROWS)) > 0;
    }
    kept = database.query(store::kept);
  }

  /** Texts and files that were kept apart at the end of the last round. */
  int kept() {
    return kept;
  }

  void close() {
    closed = true;
  }
}
