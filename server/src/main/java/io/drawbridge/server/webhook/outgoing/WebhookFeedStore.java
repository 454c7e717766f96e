package io.drawbridge.server.webhook.outgoing;

import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WebhookId;
import io.drawbridge.protocol.webhook.WebhookEvent;
import io.drawbridge.server.delivery.log.EventKind;
import io.drawbridge.server.webhook.stored.WebhookStore;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.Handle;

/** Tells how far each outgoing webhook has read the log, and what follows there: no content. */
final class WebhookFeedStore {
  /**
   * A webhook that is behind, locked for this transaction.
   *
   * @param head the last position of its conversation
   */
  record Behind(
      WebhookId webhook,
      ConversationId conversation,
      List<WebhookEvent> events,
      long cursor,
      long head) {}

  /**
   * An event of the log.
   *
   * @param looped it may be an answer to a webhook, see {@link WebhookFeed}
   */
  record Logged(long pos, EventKind kind, boolean looped) {}

  /**
   * Those that are behind, nobody else feeds now, and have not too much waiting.
   *
   * @param waitingMax what may wait for one of them
   */
  List<Behind> behind(Handle handle, int waitingMax, int max) {
    return handle
        .createQuery(
            """
            select w.id, w.conversation, array_to_string(w.events, ',') as events, w.cursor, c.head
            from webhook w join conversation c on c.id = w.conversation
            where w.direction = 'out' and w.failed_at is null and c.head > w.cursor
              and (select count(*) from (
                     select from outbox o where o.subject = w.id and o.exit = :exit and o.state <> 'dead'
                     limit :waiting) waits) < :waiting
            order by w.id limit :max for update of w skip locked
            """)
        .bind("exit", WebhookExit.NAME)
        .bind("waiting", waitingMax)
        .bind("max", max)
        .map(row ->
            new Behind(
                new WebhookId(row.getColumn("id", Long.class)),
                new ConversationId(row.getColumn("conversation", Long.class)),
                WebhookStore.events(row.getColumn("events", String.class)),
                row.getColumn("cursor", Long.class),
                row.getColumn("head", Long.class)))
        .list();
  }

  /**
   * The events behind the cursor, in order. Looped is what a webhook's bot did, and what any bot
   * did of which there is too much: positions are the database's clock in microseconds.
   *
   * @param botsMax messages of bots that a stretch of the log may have
   * @param stretchMicros that stretch
   */
  List<Logged> after(Handle handle, Behind behind, int botsMax, long stretchMicros, int max) {
    return handle
        .createQuery(
            """
            select e.pos, e.kind, a.kind = 'bot' and (
                exists (select from webhook h where h.bot = e.author)
                or (select count(*) from (
                      select from event b join account o on o.id = b.author
                      where b.conversation = e.conversation and b.pos < e.pos and b.pos > e.pos - :stretch
                        and b.kind = 'posted' and o.kind = 'bot' limit :bots) there) >= :bots) as looped
            from event e join account a on a.id = e.author
            where e.conversation = :conversation and e.pos > :cursor
            order by e.pos limit :max
            """)
        .bind("conversation", behind.conversation().value())
        .bind("cursor", behind.cursor())
        .bind("stretch", stretchMicros)
        .bind("bots", botsMax)
        .bind("max", max)
        .map(row ->
            new Logged(
                row.getColumn("pos", Long.class),
                EventKind.valueOf(row.getColumn("kind", String.class).toUpperCase(Locale.ROOT)),
                row.getColumn("looped", Boolean.class)))
        .list();
  }

  void advance(Handle handle, WebhookId webhook, long cursor) {
    handle
        .createUpdate("update webhook set cursor = :cursor where id = :id")
        .bind("cursor", cursor)
        .bind("id", webhook.value())
        .execute();
  }
}
