package io.drawbridge.server.retention;

import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.delivery.trace.ContentTraceStore;
import io.drawbridge.server.retention.AgeStore.Due;
import java.util.List;

/**
 * Forgets what is older than the policies keep it ({@code retention_days}, {@code
 * retention_files_days}): first the floor of the conversation moves, below which nobody sees
 * anything, by whatever way; then the rows below it go, in small transactions. What a hold on the
 * conversation stands on stays where it is, unseen. One node at a time. Thread-safe.
 */
final class ForgetOld {
  /** Conversations that are looked at together. */
  private static final int PAGE = 500;

  /** Rows of each table that one transaction deletes; it holds no lock that a send waits for. */
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
      page = database.write(handle -> store.moved(handle, from, PAGE));
      page.stream().filter(due -> !due.held()).forEach(this::forget);
      after = page.isEmpty() ? after : page.getLast().conversation();
    } while (page.size() == PAGE && !closed);
  }

  private void forget(Due due) {
    boolean more = true;
    while (more && !closed) {
      more =
          database.write(handle ->
              store.takes(handle)
                  && traces.deleteUpTo(handle, due.conversation(), due.below(), ROWS)
                          + store.files(handle, due, ROWS)
                      > 0);
    }
  }

  void close() {
    closed = true;
  }
}
