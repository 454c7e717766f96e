package io.drawbridge.server.writing.draft;

import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.writing.DraftView;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.message.PagePlace;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.result.RowView;

/**
 * The draft of a conversation, as one snapshot shows it to its author who sees the conversation.
 *
 * @param needs the domain's epoch in that snapshot
 * @param draft empty if there is none
 */
record DraftRow(
    ConversationId conversation,
    DomainId domain,
    long needs,
    long mark,
    Optional<DraftView> draft) {
  private static final int WEIGHT = 128;

  static DraftRow of(RowView row) {
    ConversationId conversation = new ConversationId(row.getColumn("conversation", Long.class));
    Optional<DraftView> draft =
        Optional.ofNullable(row.getColumn("text", String.class))
            .map(text ->
                new DraftView(
                    conversation,
                    text,
                    Optional.ofNullable(row.getColumn("quote", Long.class)),
                    row.getColumn("saved_at", Instant.class)));
    return new DraftRow(
        conversation,
        new DomainId(row.getColumn("domain", Long.class)),
        row.getColumn("needs", Long.class),
        Optional.ofNullable(row.getColumn("mark", Long.class)).orElse(0L),
        draft);
  }

  /** It is told to who has a path to the conversation, and to nobody but its author. */
  Tag tag() {
    return new Tag.Conversation(domain, conversation, needs);
  }

  PagePlace place() {
    return new PagePlace(mark, conversation.value());
  }

  int weight() {
    return WEIGHT + draft.map(it -> it.text().length()).orElse(0);
  }
}
