package io.drawbridge.server.resume;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.delivery.change.ConversationViews;
import io.drawbridge.server.delivery.change.ConversationViews.Rendered;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * Reads what changed for a person since a moment, in one snapshot: one statement, and a second that
 * renders what came or changed. Answers are states, so a change may come twice.
 */
final class ResumeStore {
  private final Database database;
  private final ConversationViews views;

  ResumeStore(Database database, ConversationViews views) {
    this.database = database;
    this.views = views;
  }

  /** The news found; {@code news} has one more than the limit when there is more than that. */
  record Overview(List<News> news, Map<ConversationId, Rendered> views) {
    static final Overview NOTHING = new Overview(List.of(), Map.of());
  }

  Overview since(AccountId reader, long sinceMicros, int limit) {
    return database.read(handle -> {
      List<News> news = news(handle, reader, sinceMicros, limit + 1);
      List<ConversationId> shown =
          news.size() > limit
              ? List.of()
              : news.stream()
                  .filter(each -> each.fresh() || each.altered())
                  .map(News::conversation)
                  .toList();
      return new Overview(news, shown.isEmpty() ? Map.of() : views.render(handle, reader, shown));
    });
  }

  /**
   * Reads the news since a moment. Positions are microseconds of the database's clock or later, so
   * one bound serves both.
   */
  List<News> news(Handle handle, AccountId reader, long sinceMicros, int limit) {
    return handle
        .createQuery(
            """
            with reach as materialized (select r.conversation, r.since_at from reach_of(:reader) r),
            lifted as (select l.domain from lifted_since(:reader, cast(:at as timestamptz)) l),
            touched as materialized (
              select t.conversation, t.cut
              from touched_since(:reader, cast(:at as timestamptz)) t),
            moved as materialized (
              select r.conversation, h.head, a.conversation is not null as apart
              from reach r join conversation c on c.id = r.conversation
              left join apart_places(:reader) a on a.conversation = c.id
              cross join lateral (
                select case when a.conversation is null then c.head
                            else last_seen(:reader, c.id, c.domain, c.head) end as head) h
              where c.head > :since and h.head > :since),
            candidate as (
              select t.conversation from touched t
              union
              select m.conversation from moved m
              limit :limit)
            select c.id, c.domain, d.epoch as needs, r.conversation is not null as reached,
                   r.conversation is not null and (r.since_at > cast(:at as timestamptz)
                     or exists (select from touched t where t.conversation = c.id and t.cut)
                     or c.domain in (select domain from lifted)) as fresh,
                   r.conversation is not null and (t.conversation is not null
                     or exists (select from event e where e.conversation = c.id and e.pos > :since
                                and e.kind in ('changed', 'joined', 'left', 'promoted')
                                and (not m.apart or sees_event(
                                  :reader, c.domain, e.kind, e.author, e.target, null)))) as altered,
                   m.head, coalesce(m.apart, false) as apart,
                   m.head is not null and exists (
                     select from (
                       select a.pos from mention a
                       left join marker k on k.account = :reader and k.conversation = c.id
                       where a.account = :reader and a.conversation = c.id and a.pos > coalesce(k.read_pos, 0)
                         and (not m.apart or exists (
                           select from message w where w.conversation = a.conversation and w.pos = a.pos
                             and sees_person(:reader, w.author, c.domain)))
                       order by a.pos desc limit 1) a
                     cross join lateral floor_of(:reader, c.id) f where a.pos > f.pos) as mentioned,
                   x.at as ended_at, x.reason as ended_by
            from candidate n
            join conversation c on c.id = n.conversation
            join domain d on d.id = c.domain
            left join reach r on r.conversation = n.conversation
            left join moved m on m.conversation = n.conversation
            left join (select distinct conversation from touched) t on t.conversation = n.conversation
            left join lateral end_of(:reader, c.id, c.domain) x
              on r.conversation is null and reached(:reader, c.id)
            order by m.head desc nulls last, c.id
            """)
        .bind("reader", reader.value())
        .bind("since", sinceMicros)
        .bind("at", Instant.EPOCH.plus(sinceMicros, ChronoUnit.MICROS))
        .bind("limit", limit)
        .map(News::of)
        .list();
  }
}
