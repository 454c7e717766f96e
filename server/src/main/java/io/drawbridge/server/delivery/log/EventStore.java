package io.drawbridge.server.delivery.log;

import io.drawbridge.server.access.Permit.ReadPermit;
import io.drawbridge.server.access.rules.ConversationFacts;
import io.drawbridge.server.delivery.log.EventLog.Wanted;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * Reads the event table: above a reader's floor, or for the fan-out, which asks for each reader
 * itself.
 */
public final class EventStore {
  private static final String COLUMNS =
      """
      e.pos, e.prev, e.epoch, e.kind, e.author, e.target, e.emoji,
      (extract(epoch from e.at) * 1000000)::bigint as at,
      m.pos as message_pos, m.epoch as message_epoch, m.author as message_author, m.text,
      m.quote, m.quote_epoch,
      (select q.author from message q where q.conversation = m.conversation and q.pos = m.quote)
        as quote_author,
      (extract(epoch from m.edited_at) * 1000000)::bigint as edited_at, %s, %s, %s, %s, %s
      """
          .formatted(
              OriginColumns.name(
                  "(select k.domain from conversation k where k.id = m.conversation)", "true"),
              OriginColumns.COLUMNS,
              FileColumns.COLUMNS,
              PollColumns.COLUMNS,
              PreviewColumns.COLUMNS);

  private static final String FROM =
      """
      from event e
      left join message m on m.conversation = e.conversation
        and m.pos = case when e.kind = 'posted' then e.pos
                         when e.kind in ('changed', 'joined', 'left', 'promoted') then null
                         else e.target end
      %s %s %s %s
      """
          .formatted(
              OriginColumns.ORIGIN, FileColumns.FILES, PollColumns.POLL, PreviewColumns.PREVIEWS);

  /** All events after a position, for the chains. */
  public List<LogEntry> after(Handle handle, ConversationFacts conversation, long pos, int limit) {
    Query query =
        handle.createQuery(
            """
            select %s, array(select n.account from mention n
                             where n.conversation = e.conversation and n.pos = e.pos) as mentions
            %s
            where e.conversation = :conversation and e.pos > :pos
            order by e.pos limit :limit
            """
                .formatted(COLUMNS, FROM));
    return query
        .bind("conversation", conversation.id().value())
        .bind("pos", pos)
        .bind("limit", limit)
        .reduceRows(
            new ArrayList<LogEntry>(),
            (entries, row) -> {
              entries.add(EventRow.of(row).entry(conversation));
              return entries;
            });
  }

  /**
   * The events after each cursor that the permit's owner may see now, the floor joined in the same
   * statement; what is about a message shows only where the message shows. One more than the limit
   * is read, to know whether more follow.
   *
   * @return by the index of the wanted; absent where nothing is visible any more
   */
  public Map<Integer, Found> after(Handle handle, List<Wanted> wanted, int limitEach) {
    Columns columns = Columns.empty().number("accounts").number("conversations").number("cursors");
    for (Wanted each : wanted) {
      columns.add(
          each.permit().caller().account().value(),
          each.permit().conversation().id().value(),
          each.cursor());
    }
    Query query =
        columns.bind(
            handle.createQuery(
                """
                select w.n, h.head, f.apart,
                       greatest(w.cursor, f.pos, c.first_pos,
                                (extract(epoch from c.created_at) * 1000000)::bigint - 1) as since,
                       e.pos is not null as present, e.*
                from unnest(:accounts, :conversations, :cursors) with ordinality
                  as w (account, conversation, cursor, n)
                join conversation c on c.id = w.conversation
                join lateral floor_of(w.account, w.conversation) f on true
                cross join lateral (
                  select case when f.apart then last_seen(w.account, c.id, c.domain, c.head)
                              else c.head end as head) h
                left join lateral (
                  select %s, '{}'::bigint[] as mentions
                  %s
                  where e.conversation = w.conversation
                    and e.pos > greatest(w.cursor, f.pos, c.first_pos) and e.epoch >= f.epoch
                    and (m.pos is null or (m.pos > f.pos and m.epoch >= f.epoch))
                    and (not f.apart or sees_event(
                      w.account, c.domain, e.kind, e.author, e.target, m.author))
                  order by e.pos limit :limit) e on true
                order by w.n, e.pos
                """
                    .formatted(COLUMNS, FROM)));
    Map<Integer, Found> found = new TreeMap<>();
    query
        .bind("limit", limitEach + 1)
        .reduceRows(
            (Object) null,
            (ignored, row) -> {
              int index = Math.toIntExact(row.getColumn("n", Long.class)) - 1;
              Found page =
                  found.computeIfAbsent(
                      index,
                      _ ->
                          new Found(
                              row.getColumn("head", Long.class),
                              row.getColumn("since", Long.class),
                              row.getColumn("apart", Boolean.class),
                              new ArrayList<>()));
              if (row.getColumn("present", Boolean.class)) {
                page.entries()
                    .add(EventRow.of(row).entry(wanted.get(index).permit().conversation()));
              }
              return ignored;
            });
    return found;
  }

  /**
   * One event, with what it quotes only if the permit's owner sees that too; the same way. Who
   * wrote what was passed on is left out where not everybody is seen.
   */
  public Optional<LogEntry> at(Handle handle, ReadPermit permit, long pos) {
    return Optional.ofNullable(after(handle, List.of(new Wanted(permit, pos - 1)), 1).get(0))
        .flatMap(found ->
            found.entries().stream()
                .findFirst()
                .filter(entry -> entry.pos() == pos)
                .map(entry -> seesWhole(permit, found, entry) ? entry : entry.reduced()));
  }

  private static boolean seesWhole(ReadPermit permit, Found found, LogEntry entry) {
    boolean named = found.apart() && entry.origin().isPresent();
    return !named
        && entry
            .wholeTag()
            .map(whole -> permit.floor().shows(whole.epoch(), whole.pos()))
            .orElse(true);
  }

  /**
   * The events found; {@code head} is the last position that the reader sees; {@code since} is
   * where reading began: the cursor, or the floor above it, or the conversation's beginning; {@code
   * apart}: they see no other external, so that a gap before an event is no sign of anything.
   */
  record Found(long head, long since, boolean apart, List<LogEntry> entries) {}
}
