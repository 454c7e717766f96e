package io.drawbridge.server.notify.judge;

import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.db.SqlArray;
import io.drawbridge.server.delivery.log.EventKind;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** Keeps how far the events of conversations were judged, and finds where some were not. */
final class CursorStore {
  /** Events younger than this may still be on their way to their commit. */
  private static final Duration COMMITTED_WITHIN = Duration.ofMinutes(2);

  /** How far one conversation was judged, and its head as it was no later than that was read. */
  record Cursor(ConversationId conversation, long pos, long head) {}

  /**
   * Takes these conversations for the transaction, in the order of their ids: another node waits,
   * and then finds them judged.
   */
  List<Cursor> take(Handle handle, Collection<ConversationId> conversations) {
    SqlArray ids =
        new SqlArray("bigint", conversations.stream().map(ConversationId::value).sorted().toList());
    handle
        .createUpdate(
            """
            insert into notice_cursor (conversation, pos)
            select u.id, 0 from unnest(:ids) as u (id) order by u.id
            on conflict do nothing
            """)
        .bind("ids", ids)
        .execute();
    return handle
        .createQuery(
            """
            select k.conversation, k.pos, c.head
            from notice_cursor k join conversation c on c.id = k.conversation
            where k.conversation = any(:ids) order by k.conversation for update of k
            """)
        .bind("ids", ids)
        .map(row ->
            new Cursor(
                new ConversationId(row.getColumn("conversation", Long.class)),
                row.getColumn("pos", Long.class),
                row.getColumn("head", Long.class)))
        .list();
  }

  /** Notes how far they were judged. */
  void move(Handle handle, Map<ConversationId, Long> to) {
    List<ConversationId> moved = List.copyOf(to.keySet());
    handle
        .createUpdate(
            """
            update notice_cursor k set pos = greatest(k.pos, u.pos)
            from unnest(:ids, :positions) as u (id, pos) where k.conversation = u.id
            """)
        .bind("ids", new SqlArray("bigint", moved.stream().map(ConversationId::value).toList()))
        .bind("positions", new SqlArray("bigint", moved.stream().map(to::get).toList()))
        .execute();
  }

  /** The moment up to which events were looked for that nobody was told of; and the present one. */
  record Swept(String from, String now) {}

  Swept swept(Handle handle) {
    return handle
        .createQuery(
            """
            select (seen_at - make_interval(secs => :within))::text as begun,
              clock_timestamp()::text as now
            from notice_sweep
            """)
        .bind("within", COMMITTED_WITHIN.toSeconds())
        .map(row ->
            new Swept(row.getColumn("begun", String.class), row.getColumn("now", String.class)))
        .one();
  }

  /** Conversations behind this one, by their ids, with events since then that were not judged. */
  List<ConversationId> behind(Handle handle, Swept since, long after, int max) {
    return handle
        .createQuery(
            """
            select e.conversation
            from event e left join notice_cursor k on k.conversation = e.conversation
            where e.at > :since::timestamptz and e.kind = any(:heard)
              and e.conversation > :after
            group by e.conversation, k.pos
            having max(e.pos) > coalesce(k.pos, 0)
            order by e.conversation limit :max
            """)
        .bind("since", since.from())
        .bind("after", after)
        .bind("heard", new SqlArray("text", EventKind.HEARD))
        .bind("max", max)
        .map(row -> new ConversationId(row.getColumn("conversation", Long.class)))
        .list();
  }

  /** Notes that there was nothing left of before. */
  void sweptUntil(Handle handle, Swept at) {
    handle
        .createUpdate("update notice_sweep set seen_at = greatest(seen_at, :now::timestamptz)")
        .bind("now", at.now())
        .execute();
  }
}
