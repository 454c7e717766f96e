package io.drawbridge.server.notify.judge;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.notify.NoticeLevel;
import io.drawbridge.server.delivery.log.Columns;
import io.drawbridge.server.notify.rule.Wishes;
import io.drawbridge.server.notify.setting.QuietRow;
import io.drawbridge.server.notify.setting.Stored;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;

/** Reads how people stand to conversations, and what they want to hear of them. */
final class ReaderStore {
  /** Of the pairs those whose person a path leads to the conversation. */
  List<Reader> readers(Handle handle, Collection<ConcernStore.Everything> pairs) {
    Columns columns = Columns.empty().number("accounts").number("conversations");
    pairs.forEach(it -> columns.add(it.account().value(), it.conversation().value()));
    return columns
        .bind(
            handle.createQuery(
                """
                select u.account, u.conversation, f.epoch, f.pos, f.apart,
                       coalesce(k.read_pos, 0) as read_pos, k.followed, s.level, s.muted_until,
                       g.level as general, q.until, q.zone, q.week,
                       exists (select from held_own o where o.person = u.account
                               and o.conversation = u.conversation) as addressed
                from unnest(:accounts, :conversations) as u (account, conversation)
                join account a on a.id = u.account and a.kind = 'person' and a.ended_at is null
                cross join lateral floor_of(u.account, u.conversation) f
                left join marker k on k.account = u.account and k.conversation = u.conversation
                left join notice_setting s
                  on s.account = u.account and s.conversation = u.conversation
                left join notice_setting g on g.account = u.account and g.conversation = 0
                left join notice_quiet q on q.account = u.account
                """))
        .map(ReaderStore::reader)
        .list();
  }

  private static Reader reader(RowView row) {
    return new Reader(
        new AccountId(row.getColumn("account", Long.class)),
        new ConversationId(row.getColumn("conversation", Long.class)),
        row.getColumn("epoch", Long.class),
        row.getColumn("pos", Long.class),
        row.getColumn("apart", Boolean.class),
        row.getColumn("read_pos", Long.class),
        row.getColumn("addressed", Boolean.class),
        new Wishes(
            Stored.optional(row, "level", NoticeLevel.class),
            Stored.optional(row, "general", NoticeLevel.class),
            Optional.ofNullable(row.getColumn("followed", Boolean.class)),
            Optional.ofNullable(row.getColumn("muted_until", Instant.class)),
            QuietRow.of(row)));
  }
}
