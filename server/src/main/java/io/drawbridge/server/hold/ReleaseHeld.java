package io.drawbridge.server.hold;

import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.access.link.DomainLockStore;
import io.drawbridge.server.db.Database;
import org.jdbi.v3.core.Handle;

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
    for (DomainId domain : database.query(store::lifted)) {
      boolean more = true;
      while (more && !closed) {
        more = database.write(handle -> release(handle, domain));
      }
    }
    kept = database.query(store::kept);
  }

  /** Releases some, with a hold placed before it or after it, never in between. */
  private boolean release(Handle handle, DomainId domain) {
    DomainLockStore.share(handle, domain);
    boolean more = store.release(handle, domain, ROWS) > 0;
    if (!more) {
      store.released(handle, domain);
    }
    return more;
  }

  /** Texts and files that were kept apart at the end of the last round. */
  int kept() {
    return kept;
  }

  void close() {
    closed = true;
  }
}
