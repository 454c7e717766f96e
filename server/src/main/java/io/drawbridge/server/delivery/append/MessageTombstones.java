package io.drawbridge.server.delivery.append;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.delivery.append.AppendRowsStore.Rewrite;
import io.drawbridge.server.delivery.log.Columns;
import io.drawbridge.server.delivery.log.LaneStore;
import java.util.Collection;
import org.jdbi.v3.core.Handle;

/**
 * Empties messages as {@link MessageDeletion} does, for a change that deletes many: under the
 * exclusive lock of their domain, so that nothing is appended beside it.
 */
public final class MessageTombstones {
  private final AppendRowsStore store = new AppendRowsStore(LaneStore.ALONE);

  /**
   * A message.
   *
   * @param epoch at which it was written
   */
  public record At(ConversationId conversation, long pos, long epoch, AccountId author) {}

  /** Empties them and whatever hangs on them. */
  public void make(Handle underLock, Collection<At> messages) {
    Columns columns = Rewrite.DELETE.columns();
    messages.forEach(each -> columns.add(each.conversation().value(), each.pos()));
    store.rewrite(underLock, Rewrite.DELETE, columns);
  }
}
