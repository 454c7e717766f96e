package io.drawbridge.server.delivery.append;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.delivery.log.Columns;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Reads who came to conversations since their authors looked. */
final class AudienceStore {
  /**
   * What an author saw.
   *
   * @param index of the append
   * @param epoch when they looked
   * @param everybody they are asked about members too
   */
  record Seen(
      int index, ConversationId conversation, AccountId author, long epoch, boolean everybody) {}

  /** The indexes of those to whose readers somebody came, as far as their authors may know it. */
  Set<Integer> outgrown(Handle handle, List<Seen> seen) {
    Columns columns =
        Columns.empty()
            .number("indexes")
            .number("conversations")
            .number("authors")
            .number("epochs")
            .number("everybody");
    seen.forEach(each ->
        columns.add(
            (long) each.index(),
            each.conversation().value(),
            each.author().value(),
            each.epoch(),
            each.everybody() ? 1L : 0L));
    return new HashSet<>(
        columns
            .bind(
                handle.createQuery(
                    """
                    select t.n
                    from unnest(:indexes, :conversations, :authors, :epochs, :everybody)
                      as t (n, conversation, author, epoch, everybody)
                    join conversation c on c.id = t.conversation
                    where seat_of(t.author, c.domain) is not null
                      and joined_since(c.id, c.domain, t.epoch, t.everybody = 1)
                    """))
            .map((rows, context) -> rows.getInt("n"))
            .list());
  }
}
