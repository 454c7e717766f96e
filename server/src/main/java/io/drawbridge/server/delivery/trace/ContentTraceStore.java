package io.drawbridge.server.delivery.trace;

import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.delivery.trace.Trace.Goes;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Takes content away, by the one list of the tables where something of it is ({@link Trace}): of
 * messages, of all that is older than a position, or of a whole conversation. What a hold stands on
 * is kept apart by the database itself ({@code message_kept}, {@code version_kept}, {@code
 * poll_kept}, {@code file_went}).
 */
public final class ContentTraceStore {
  /**
   * Empties messages, which leave tombstones, and whatever hangs on them; takes {@code
   * conversations} and {@code positions}.
   */
  public static final String EMPTY_MESSAGES =
      """
      with gone as (
        select * from unnest(:conversations, :positions) as u (conversation, pos)
      ), %s, event_emptied as (
        update event t set emoji = null
        from gone u
        where t.conversation = u.conversation and t.target = u.pos and t.emoji is not null
      )
      update message t
      set text = null, terms = null, quote = null, quote_epoch = null, pinned_at = null
      from gone u
      where t.conversation = u.conversation and t.pos = u.pos
      """
          .formatted(
              Arrays.stream(Trace.values())
                  .filter(trace -> trace.goes() == Goes.WITH_MESSAGE)
                  .map(ContentTraceStore::withMessage)
                  .collect(Collectors.joining(", ")));

  private static String withMessage(Trace trace) {
    return """
    %1$s_went as (
      delete from %1$s t using gone u
      where t.conversation = u.conversation and t.pos = u.pos
    )\
    """
        .formatted(trace.table());
  }

  /**
   * Deletes some of what a conversation has up to a position, at most so many rows of each table;
   * returns how many went. A table's turn comes once nothing is left in those before it, so no
   * message goes before its versions, and no poll before its votes.
   */
  public int deleteUpTo(Handle handle, ConversationId conversation, long pos, int max) {
    int gone = 0;
    for (Trace trace : Trace.values()) {
      if (trace.goes() != Goes.WITH_CONVERSATION) {
        int went =
            delete(handle, trace, "and t.pos <= :pos order by t.pos", conversation, pos, max);
        gone += went;
        if (went == max) {
          return gone;
        }
      }
    }
    return gone;
  }

  /** Deletes some of all that a conversation has, in the same way. */
  public int deleteAll(Handle handle, ConversationId conversation, int max) {
    int gone = 0;
    for (Trace trace : Trace.values()) {
      int went = delete(handle, trace, "", conversation, Long.MAX_VALUE, max);
      gone += went;
      if (went == max) {
        return gone;
      }
    }
    return gone;
  }

  private static int delete(
      Handle handle, Trace trace, String which, ConversationId conversation, long pos, int max) {
    var update =
        handle.createUpdate(
            """
            delete from %1$s where ctid = any(array(
              select t.ctid from %1$s t where t.conversation = :conversation %2$s limit :max))
            """
                .formatted(trace.table(), which));
    update.bind("conversation", conversation.value()).bind("max", max);
    if (!which.isEmpty()) {
      update.bind("pos", pos);
    }
    return update.execute();
  }
}
