package io.drawbridge.server.resume;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.delivery.ConversationViews;
import io.drawbridge.server.delivery.ConversationViews.Rendered;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * Reads what changed for a person since a moment, in one snapshot: one statement, and a second that
 * renders what came or changed. Answers are states, so a change may be told twice.
 */
final class ResumeStore {
  private final Database database;
  private final ConversationViews views;

  ResumeStore(Database database, ConversationViews views) {
    this.database = database;
    this.views = views;
  }

  /** {@code news} has one more than the limit when there is more than that. */
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

  /** Positions are microseconds of the database's clock or later, so one bound serves both. */
  List<News> news(Handle handle, AccountId reader, long sinceMicros, int limit) {
    return handle
        .createQuery(
            """
            with since as materialized (
              select timestamptz 'epoch' + :since * interval '1 microsecond' as at),
            reach as materialized (select r.conversation, r.since_at from reach_of(:reader) r),
            lifted as (
              select l.domain from link l
              where l.person = :reader and l.kind = 'suspend' and l.changed_at > (select at from since)),
            own as materialized (
              select l.conversation,
                     l.changed_at > (select at from since) or l.domain in (select domain from lifted) as moved
              from link l
              where l.person = :reader and l.kind = 'direct'
                and (l.to_epoch is null or l.changed_at > (select at from since))),
            touched as materialized (
              select o.conversation, false as cut from own o where o.moved
              union
              select v.conversation, false from own o
              join link v on v.grp = o.conversation and v.kind = 'via'
              where (o.moved and v.to_epoch is null) or v.changed_at > (select at from since)
              union
              select l.conversation, true from link l
              where l.person = :reader and l.kind = 'exclude' and l.changed_at > (select at from since)),
            candidate as (
              select t.conversation from touched t
              union
              select r.conversation from reach r join conversation c on c.id = r.conversation
              where c.head > :since
              limit :limit)
            select c.id, c.domain, d.epoch as needs, r.conversation is not null as reached,
                   r.conversation is not null and (r.since_at > s.at
                     or exists (select from touched t where t.conversation = c.id and t.cut)
                     or c.domain in (select domain from lifted)) as fresh,
                   r.conversation is not null and (t.conversation is not null
                     or exists (select from event e where e.conversation = c.id and e.pos > :since
                                and e.kind in ('changed', 'joined', 'left', 'promoted'))) as altered,
                   case when r.conversation is not null and c.head > :since then c.head end as head,
                   r.conversation is not null and c.head > :since and exists (
                     select from (
                       select a.pos from mention a
                       left join marker k on k.account = :reader and k.conversation = c.id
                       where a.account = :reader and a.conversation = c.id and a.pos > coalesce(k.read_pos, 0)
                       order by a.pos desc limit 1) a
                     cross join lateral floor_of(:reader, c.id) f where a.pos > f.pos) as mentioned,
                   x.at as ended_at, x.reason as ended_by
            from candidate n
            cross join since s
            join conversation c on c.id = n.conversation
            join domain d on d.id = c.domain
            left join reach r on r.conversation = n.conversation
            left join (select distinct conversation from touched) t on t.conversation = n.conversation
            left join lateral (
              select e.at, e.reason from (
                select l.changed_at as at,
                       case when l.to_epoch is not null then l.end_reason
                            when l.kind = 'exclude' then 'excluded'
                            when l.kind = 'suspend' then 'suspended' else 'expired' end as reason
                from link l
                where l.person = :reader and (
                  (l.kind = 'direct' and (l.conversation = c.id or l.conversation in (
                     select v.grp from link v where v.kind = 'via' and v.conversation = c.id)))
                  or (l.kind = 'exclude' and l.conversation = c.id and l.to_epoch is null)
                  or (l.kind = 'suspend' and l.domain = c.domain and l.to_epoch is null))
                union all
                select v.changed_at, v.end_reason from link v
                where v.kind = 'via' and v.conversation = c.id and v.to_epoch is not null) e
              order by e.at desc limit 1) x on r.conversation is null and reached(:reader, c.id)
            order by c.head desc
            """)
        .bind("reader", reader.value())
        .bind("since", sinceMicros)
        .bind("limit", limit)
        .map(News::of)
        .list();
  }
}
