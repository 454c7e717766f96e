package io.drawbridge.server.retention;

import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.link.DomainLockStore;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.db.Outage;
import io.drawbridge.server.delivery.trace.ContentTraceStore;
import io.drawbridge.server.retention.AgeStore.Due;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forgets what is older than the policies keep it ({@code retention_days}, {@code
 * retention_files_days}): first the floor of the conversation moves, below which nobody sees
 * anything, by whatever way; then the rows below it go, in small transactions. What a hold on the
 * conversation stands on stays where it is, unseen. One node at a time. Thread-safe.
 */
final class ForgetOld {
  private static final Logger LOG = LoggerFactory.getLogger(ForgetOld.class);

  /** Conversations that are looked at together. */
  private static final int PAGE = 500;

  /**
   * Rows of each table that one transaction deletes; it shares the domain's lock, so a send does
   * not wait for it.
   */
  private static final int ROWS = 500;

  private final Database database;
  private final AgeStore store = new AgeStore();
  private final ContentTraceStore traces = new ContentTraceStore();
  private volatile boolean closed;

  ForgetOld(Database database) {
    this.database = database;
  }

  /** Forgets all that is too old now. Blocks. */
  void round() {
    ConversationId after = AgeStore.FIRST;
    List<Due> page;
    do {
      ConversationId from = after;
      page =
          database.write(
              handle -> store.takes(handle) ? store.moved(handle, from, PAGE) : List.<Due>of());
      page.stream().filter(due -> due.left() && !due.held()).forEach(this::forget);
      after = page.isEmpty() ? after : page.getLast().conversation();
    } while (page.size() == PAGE && !closed);
  }

  /** Forgets what is due in one; if that fails it is due in the next round again. */
  private void forget(Due due) {
    try {
      boolean more = true;
      while (more && !closed) {
        more = database.write(handle -> forget(handle, due));
      }
    } catch (RuntimeException failed) {
      LOG.atLevel(Outage.level(failed))
          .setCause(failed)
          .log("forgetting in conversation {} failed", due.conversation().value());
    }
  }

  private boolean forget(Handle handle, Due due) {
    if (!store.takes(handle)) {
      return false;
    }
    // A hold is placed before this or after it.
    DomainLockStore.share(handle, due.domain());
    return !store.held(handle, due.conversation())
        && traces.deleteUpTo(handle, due.conversation(), due.below(), ROWS)
                + store.files(handle, due, ROWS)
            > 0;
  }

  void close() {
    closed = true;
  }
}
