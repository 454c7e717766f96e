package io.drawbridge.server.notify.judge;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.db.SqlArray;
import io.drawbridge.server.delivery.log.Columns;
import io.drawbridge.server.delivery.log.EventKind;
import io.drawbridge.server.notify.rule.Happening;
import io.drawbridge.server.notify.rule.Happening.Sort;
import io.drawbridge.server.notify.rule.Keyword;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;

/** Reads the events behind cursors that may mean something to somebody. */
final class OccurrenceStore {
  /** Events of one conversation that are judged in one transaction. */
  static final int EVENTS_MAX = 100;

  /** The events of each conversation in their order, of those whose message is still there. */
  List<Occurrence> behind(Handle handle, Collection<CursorStore.Cursor> cursors) {
    Columns columns = Columns.empty().number("conversations").number("positions");
    cursors.forEach(it -> columns.add(it.conversation().value(), it.pos()));
    return columns
        .bind(
            handle.createQuery(
                """
                select c.id, c.domain, c.kind = 'dm' as direct, e.pos, e.kind, e.author, e.target,
                       m.pos as message, m.epoch, m.text,
                       exists (select from held_seat s
                               where s.person = e.author and s.domain = c.domain) as home,
                       exists (select from file x
                               where x.conversation = c.id and x.pos = m.pos) as files
                from unnest(:conversations, :positions) as k (conversation, pos)
                join conversation c on c.id = k.conversation
                cross join lateral (
                  select * from event v
                  where v.conversation = c.id and v.pos > k.pos
                    and v.kind = any(:heard)
                  order by v.pos limit :max) e
                left join message m on m.conversation = c.id
                  and m.pos = case e.kind when 'posted' then e.pos when 'refiled' then e.target end
                order by c.id, e.pos
                """))
        .bind("heard", new SqlArray("text", EventKind.HEARD))
        .bind("max", EVENTS_MAX)
        .map(OccurrenceStore::occurrence)
        .list();
  }

  private static Occurrence occurrence(RowView row) {
    String kind = row.getColumn("kind", String.class);
    Sort sort =
        switch (kind) {
          case "posted" -> Sort.MESSAGE;
          case "refiled" -> Sort.FILE_VERSION;
          default -> Sort.ADDED;
        };
    Optional<Occurrence.Message> message =
        Optional.ofNullable(row.getColumn("text", String.class))
            .map(text ->
                new Occurrence.Message(
                    row.getColumn("message", Long.class),
                    row.getColumn("epoch", Long.class),
                    text));
    return new Occurrence(
        new ConversationId(row.getColumn("id", Long.class)),
        new DomainId(row.getColumn("domain", Long.class)),
        row.getColumn("pos", Long.class),
        new AccountId(row.getColumn("author", Long.class)),
        row.getColumn("home", Boolean.class),
        message,
        sort == Sort.ADDED
            ? Optional.ofNullable(row.getColumn("target", Long.class)).map(AccountId::new)
            : Optional.empty(),
        new Happening(
            sort, row.getColumn("direct", Boolean.class), row.getColumn("files", Boolean.class)),
        sort == Sort.MESSAGE
            ? message.map(it -> Keyword.terms(it.text())).orElse(List.of())
            : List.of());
  }
}
