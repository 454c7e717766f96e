package io.drawbridge.server.audit.chain;

import io.drawbridge.server.db.Database;

/**
 * Drops records that are old enough (G-27): those up to a checkpoint that is so old. The checkpoint
 * stands for them from then on, so what is left of the chain can still be checked. One node at a
 * time, and never while somebody seals. Thread-safe.
 */
public final class DropRecords {
  /** Of one chain in one transaction. */
  private static final int BATCH_MAX = 500;

  private final Database database;
  private final KeptFor kept;
  private final SealStore seals = new SealStore();
  private final DropStore store = new DropStore();

  /** {@code kept} is how long a record stays at least. */
  public DropRecords(Database database, KeptFor kept) {
    this.database = database;
    this.kept = kept;
  }

  /** Drops what is old enough now, in small transactions. Blocks. */
  public void old() {
    while (database.write(
        handle -> {
          seals.lock(handle);
          return store.mark(handle, kept, BATCH_MAX) > 0;
        })) {
      // the next chains
    }
    while (database.write(
        handle -> {
          seals.lock(handle);
          return store.drop(handle, BATCH_MAX) > 0;
        })) {
      // the next records
    }
  }
}
