package io.drawbridge.server.message;

import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.access.rules.ConversationFacts;
import io.drawbridge.server.failure.Failure;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.statement.Query;

/**
 * The content of a conversation that one snapshot shows a reader: whether they see it at all, at
 * which epoch, and the messages asked for.
 */
record Seen(boolean visible, long needs, List<MessageRow> rows) {
  /** Reads the rows of a statement, which are at least one, without a message if there is none. */
  static Seen of(Query query) {
    List<MessageRow> rows = new ArrayList<>();
    return query.reduceRows(
        new Seen(false, 0, rows),
        (_, row) -> {
          if (row.getColumn("pos", Long.class) != null) {
            rows.add(MessageRow.of(row));
          }
          return new Seen(
              row.getColumn("visible", Boolean.class), row.getColumn("needs", Long.class), rows);
        });
  }

  /**
   * The tag of an answer made of this.
   *
   * @throws Failure {@code not_found} if the reader sees nothing of the conversation any more
   */
  Tag head(ConversationFacts conversation) {
    if (!visible) {
      throw Failure.notFound();
    }
    return new Tag.Conversation(conversation.domain(), conversation.id(), needs);
  }
}
