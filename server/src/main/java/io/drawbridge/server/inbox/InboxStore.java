package io.drawbridge.server.inbox;

import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.inbox.InboxShow;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.delivery.change.ConversationViews;
import io.drawbridge.server.delivery.change.ConversationViews.Rendered;
import io.drawbridge.server.message.PagePlace;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** Reads a page of an inbox in one snapshot; counts are made for the page only. */
final class InboxStore {
  private static final int PREVIEW_CHARS = 160;

  /**
   * Rows looked through for a preview and for unread ones before the index of living messages is
   * asked: what follows a message may be deleted, or the reader's own.
   */
  static final int SCAN = 200;

  private final Database database;
  private final ConversationViews views;

  InboxStore(Database database, ConversationViews views) {
    this.database = database;
    this.views = views;
  }

  /** Entries behind a place, in order, and how the reader sees their conversations. */
  record Listed(List<InboxRow> rows, Map<ConversationId, Rendered> views) {}

  Listed page(AccountId reader, InboxShow show, PagePlace after, int limit) {
    return database.read(handle -> {
      List<InboxRow> rows = rows(handle, reader, show, after, limit);
      return new Listed(
          rows, views.render(handle, reader, rows.stream().map(InboxRow::conversation).toList()));
    });
  }

  List<InboxRow> rows(Handle handle, AccountId reader, InboxShow show, PagePlace after, int limit) {
    return handle
        .createQuery(
            """
            with candidate as (
              select c.id, c.domain, c.starter, h.head,
                     greatest(h.head, r.since_mark, k.reminded_mark) as key,
                     coalesce(k.read_pos, 0) as read_pos, coalesce(k.followed, c.kind = 'dm') as followed,
                     c.state = 'archived' or coalesce(k.archived_pos >= h.head, false) as archived,
                     k.remind_at,
                     coalesce(k.reminded_mark > r.since_mark, false) as reminded
              from reach_of(:reader) r join conversation c on c.id = r.conversation
              left join marker k on k.account = :reader and k.conversation = c.id
              left join apart_places(:reader) a on a.conversation = c.id
              cross join lateral (
                select case when a.conversation is null then c.head
                            else last_seen(:reader, c.id, c.domain, c.head) end as head) h
            ),
            entry as (
              select e.id, e.domain, e.key, e.read_pos, e.followed, e.archived, e.remind_at, e.reminded,
                     f.epoch as floor_epoch, f.pos as floor_pos, f.apart,
                     case when e.head > f.pos then e.head else 0 end as head, i.important
              from (
                select * from candidate
                where (key, id) < (:key, :id) and archived = (:show = 'archived')
                  and (:show <> 'reminded' or reminded)
                order by key desc, id desc) e
              cross join lateral floor_of(:reader, e.id) f
              cross join lateral (
                select e.followed or e.starter = :reader
                  or important_to(:reader, e.id, e.domain, f.pos, f.epoch, f.apart) as important) i
              where :show <> 'important' or i.important
              order by e.key desc, e.id desc
              limit :limit
            )
            select e.id, e.domain, e.key, d.epoch as needs, e.head, e.apart,
                   left(case when p.text <> '' then p.text else (
                     select x.name from file x
                     where x.conversation = p.conversation and x.pos = p.pos and x.current
                     order by x.place limit 1) end, :previewChars) as preview,
                   u.count as unread, n.count as mentions, e.read_pos, e.followed,
                   e.important, e.archived, e.remind_at, e.reminded,
                   least(p.pos, u.first_pos, n.first_pos) as oldest_pos,
                   least(p.epoch, u.first_epoch, n.first_epoch) as oldest_epoch
            from entry e
            join domain d on d.id = e.domain
            cross join lateral (select greatest(e.read_pos, e.floor_pos) as pos) mark
            cross join lateral (
              select count(*) as seen, max(w.pos) filter (where w.living) as living from (
                select m.pos, m.text is not null as living from message m
                where m.conversation = e.id and m.pos > e.floor_pos and m.epoch >= e.floor_epoch
                  and (not e.apart or sees_person(:reader, m.author, e.domain))
                order by m.pos desc limit :scan) w) newest
            left join message p on p.conversation = e.id
              and p.pos = coalesce(newest.living,
                case when newest.seen = :scan then newest_living(
                  :reader, e.id, e.domain, e.floor_pos, e.floor_epoch, e.apart) end)
            cross join lateral (
              with recent as materialized (
                select m.pos, m.epoch, m.author <> :reader and m.text is not null as unread from message m
                where m.conversation = e.id and m.pos > mark.pos and m.epoch >= e.floor_epoch
                  and (not e.apart or sees_person(:reader, m.author, e.domain))
                order by m.pos desc limit :scan),
              found as materialized (
                select r.pos, r.epoch from recent r where r.unread order by r.pos desc limit :countMax),
              more as materialized (
                select (select count(*) from recent) = :scan
                  and (select count(*) from found) < :countMax as hidden),
              counted as (
                select f.pos, f.epoch from found f where not (select hidden from more)
                union all
                select l.pos, l.epoch
                from living_of_others(
                  :reader, e.id, e.domain, mark.pos, e.floor_epoch, e.apart, :countMax) l
                where (select hidden from more))
              select count(*)::int as count, min(t.pos) as first_pos, min(t.epoch) as first_epoch
              from counted t) u
            cross join lateral (
              select count(*)::int as count, min(t.pos) as first_pos, min(t.epoch) as first_epoch from (
                select m.pos, m.epoch from mention a
                join message m on m.conversation = a.conversation and m.pos = a.pos
                where a.account = :reader and a.conversation = e.id and a.pos > mark.pos
                  and m.epoch >= e.floor_epoch and m.text is not null
                  and (not e.apart or sees_person(:reader, m.author, e.domain))
                order by a.pos desc limit :countMax) t) n
            order by e.key desc, e.id desc
            """)
        .bind("reader", reader.value())
        .bind("show", show.wire())
        .bind("key", after.key())
        .bind("id", after.conversation())
        .bind("limit", limit)
        .bind("previewChars", PREVIEW_CHARS)
        .bind("scan", SCAN)
        .bind("countMax", Limits.UNREAD_COUNT_MAX + 1)
        .map(InboxRow::of)
        .list();
  }
}
