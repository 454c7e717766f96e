package io.drawbridge.server.inbox;

import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.delivery.ConversationViews;
import io.drawbridge.server.delivery.ConversationViews.Rendered;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** Reads a page of an inbox in one snapshot; counts are made for the page only. */
final class InboxStore {
  private static final int PREVIEW_CHARS = 160;

  /** Messages looked through for a preview: deleted ones have none. */
  private static final int PREVIEW_SCAN = 20;

  /**
   * Messages looked through for unread ones. Somebody who wrote all the newest of them has read
   * what was before.
   */
  private static final int UNREAD_SCAN = 200;

  private final Database database;
  private final ConversationViews views;

  InboxStore(Database database, ConversationViews views) {
    this.database = database;
    this.views = views;
  }

  /** Entries behind a place, in order, and how the reader sees their conversations. */
  record Listed(List<InboxRow> rows, Map<ConversationId, Rendered> views) {}

  Listed page(AccountId reader, InboxPlace after, int limit) {
    return database.read(handle -> {
      List<InboxRow> rows = rows(handle, reader, after, limit);
      return new Listed(
          rows, views.render(handle, reader, rows.stream().map(InboxRow::conversation).toList()));
    });
  }

  List<InboxRow> rows(Handle handle, AccountId reader, InboxPlace after, int limit) {
    return handle
        .createQuery(
            """
            with candidate as (
              select c.id, c.domain, c.kind, c.head, greatest(c.head, r.since_mark) as key
              from reach_of(:reader) r join conversation c on c.id = r.conversation
            ),
            entry as (
              select e.id, e.domain, e.kind, e.key, f.epoch as floor_epoch, f.pos as floor_pos,
                     case when e.head > f.pos then e.head else 0 end as head
              from (
                select * from candidate where (key, id) < (:key, :id) order by key desc, id desc) e
              cross join lateral floor_of(:reader, e.id) f
              order by e.key desc, e.id desc
              limit :limit
            )
            select e.id, e.domain, e.key, d.epoch as needs, e.head, p.text as preview,
                   u.count as unread, n.count as mentions, coalesce(k.read_pos, 0) as read_pos,
                   coalesce(k.followed, e.kind = 'dm') as followed,
                   least(p.pos, u.first_pos, n.first_pos) as oldest_pos,
                   least(p.epoch, u.first_epoch, n.first_epoch) as oldest_epoch
            from entry e
            join domain d on d.id = e.domain
            left join marker k on k.account = :reader and k.conversation = e.id
            cross join lateral (select greatest(coalesce(k.read_pos, 0), e.floor_pos) as pos) mark
            left join lateral (
              select left(w.text, :previewChars) as text, w.pos, w.epoch from (
                select m.text, m.pos, m.epoch from message m
                where m.conversation = e.id and m.pos > e.floor_pos and m.epoch >= e.floor_epoch
                order by m.pos desc limit :previewScan) w
              where w.text is not null order by w.pos desc limit 1) p on true
            cross join lateral (
              select count(*)::int as count, min(t.pos) as first_pos, min(t.epoch) as first_epoch from (
                select w.pos, w.epoch from (
                  select m.pos, m.epoch, m.author, m.text is null as gone from message m
                  where m.conversation = e.id and m.pos > mark.pos and m.epoch >= e.floor_epoch
                  order by m.pos desc limit :unreadScan) w
                where w.author <> :reader and not w.gone
                order by w.pos desc limit :countMax) t) u
            cross join lateral (
              select count(*)::int as count, min(t.pos) as first_pos, min(t.epoch) as first_epoch from (
                select m.pos, m.epoch from mention a
                join message m on m.conversation = a.conversation and m.pos = a.pos
                where a.account = :reader and a.conversation = e.id and a.pos > mark.pos
                  and m.epoch >= e.floor_epoch and m.text is not null
                order by a.pos desc limit :countMax) t) n
            order by e.key desc, e.id desc
            """)
        .bind("reader", reader.value())
        .bind("key", after.key())
        .bind("id", after.conversation())
        .bind("limit", limit)
        .bind("previewChars", PREVIEW_CHARS)
        .bind("previewScan", PREVIEW_SCAN)
        .bind("unreadScan", UNREAD_SCAN)
        .bind("countMax", Limits.UNREAD_COUNT_MAX + 1)
        .map(InboxRow::of)
        .list();
  }
}
