package io.drawbridge.server.notify.setting;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.notify.NoticeCause;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.access.egress.Whose;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.message.PagePlace;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;

/** Reads what somebody was told of, above their floor in each conversation. */
final class NoticeListStore {
  private static final int PREVIEW_CHARS = 160;

  /**
   * A notice as its reader sees it.
   *
   * @param at where it stands in the list
   */
  record Row(
      PagePlace at,
      ConversationId conversation,
      DomainId domain,
      Tag tag,
      long pos,
      Optional<Long> message,
      NoticeCause reason,
      AccountId author,
      Optional<String> preview,
      Instant created,
      boolean read,
      Optional<Instant> heldUntil) {}

  /** The notices behind a place, by the positions of their events, the newest first. */
  List<Row> newest(Handle handle, AccountId reader, PagePlace after, int limit) {
    return handle
        .createQuery(
            """
            select n.conversation, c.domain, d.epoch as needs, n.pos, n.message, n.reason, n.author,
                   left(m.text, :previewChars) as preview, m.epoch, n.created_at, n.held_until,
                   n.pos <= coalesce(k.read_pos, 0) as read
            from notice n
            join conversation c on c.id = n.conversation
            join domain d on d.id = c.domain
            cross join lateral floor_of(:reader, n.conversation) f
            left join message m on m.conversation = n.conversation and m.pos = n.message
            left join marker k on k.account = :reader and k.conversation = n.conversation
            where n.account = :reader and (n.pos, n.conversation) < (:pos, :conversation)
              and (n.message is null
                or (m.pos > f.pos and m.epoch >= f.epoch and m.text is not null
                  and (not f.apart or sees_person(:reader, m.author, c.domain))))
              and (not f.apart or sees_person(:reader, n.author, c.domain))
              and not blocks(:reader, n.author) and not blocks(:reader, m.author)
            order by n.pos desc, n.conversation desc limit :limit
            """)
        .bind("reader", reader.value())
        .bind("pos", after.key())
        .bind("conversation", after.conversation())
        .bind("previewChars", PREVIEW_CHARS)
        .bind("limit", limit)
        .map(NoticeListStore::row)
        .list();
  }

  private static Row row(RowView row) {
    ConversationId conversation = new ConversationId(row.getColumn("conversation", Long.class));
    DomainId domain = new DomainId(row.getColumn("domain", Long.class));
    AccountId author = new AccountId(row.getColumn("author", Long.class));
    long needs = row.getColumn("needs", Long.class);
    Optional<Long> message = Optional.ofNullable(row.getColumn("message", Long.class));
    Tag tag =
        message
            .<Tag>map(pos ->
                new Tag.Content(
                    domain,
                    conversation,
                    needs,
                    row.getColumn("epoch", Long.class),
                    pos,
                    Whose.of(author)))
            .orElseGet(() -> new Tag.Conversation(domain, conversation, needs, Whose.of(author)));
    long pos = row.getColumn("pos", Long.class);
    return new Row(
        new PagePlace(pos, conversation.value()),
        conversation,
        domain,
        tag,
        pos,
        message,
        Stored.of(row, "reason", NoticeCause.class),
        author,
        Optional.ofNullable(row.getColumn("preview", String.class)),
        row.getColumn("created_at", Instant.class),
        row.getColumn("read", Boolean.class),
        Optional.ofNullable(row.getColumn("held_until", Instant.class)));
  }
}
