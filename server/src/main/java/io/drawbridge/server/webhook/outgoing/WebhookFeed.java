package io.drawbridge.server.webhook.outgoing;

import io.drawbridge.protocol.webhook.WebhookEvent;
import io.drawbridge.server.background.Batches;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.delivery.log.EventKind;
import io.drawbridge.server.exit.NewRow;
import io.drawbridge.server.exit.Outbox;
import io.drawbridge.server.webhook.outgoing.WebhookFeedStore.Behind;
import io.drawbridge.server.webhook.outgoing.WebhookFeedStore.Logged;
import java.util.List;
import java.util.Optional;

/**
 * Reads the log for outgoing webhooks, after the commit and off the way of what is sent: each event
 * that one of them tells of becomes a row of the outbox, in the transaction that moves its cursor.
 * So each becomes one once, whichever node reads, and whenever it dies.
 *
 * <p>Loops end here (Leak148): what a webhook's bot did is told by no webhook, and of what other
 * bots write no more than ten messages a minute of one conversation.
 */
public final class WebhookFeed {
  private static final int BOTS_MAX = 10;
  private static final long STRETCH_MICROS = 60_000_000;

  /** Events that may wait for one webhook; the log keeps the others for its time. */
  private static final int WAITING_MAX = 1_000;

  private static final int HOOKS_MAX = 50;
  private static final int EVENTS_MAX = 200;

  private final Database database;
  private final Outbox outbox;
  private final WebhookFeedStore store = new WebhookFeedStore();

  public WebhookFeed(Database database, Outbox outbox) {
    this.database = database;
    this.outbox = outbox;
  }

  /** Feeds those that are behind, until none is. Blocks. */
  public void feed() {
    Batches.untilNotFull(HOOKS_MAX, this::feedSome);
  }

  private int feedSome() {
    List<Behind> behind =
        database.write(handle -> {
          List<Behind> some = store.behind(handle, WAITING_MAX, HOOKS_MAX);
          for (Behind hook : some) {
            List<Logged> events = store.after(handle, hook, BOTS_MAX, STRETCH_MICROS, EVENTS_MAX);
            List<Long> _ =
                outbox.add(
                    handle,
                    events.stream()
                        .filter(it -> tells(hook, it))
                        .map(it -> row(hook, it))
                        .toList());
            long last = events.isEmpty() ? hook.head() : events.getLast().pos();
            store.advance(
                handle,
                hook.webhook(),
                events.size() < EVENTS_MAX ? Math.max(last, hook.head()) : last);
          }
          return some;
        });
    if (!behind.isEmpty()) {
      outbox.wake();
    }
    return behind.size();
  }

  private static boolean tells(Behind hook, Logged event) {
    return !event.looped() && hook.events().contains(sort(event.kind()));
  }

  private static WebhookEvent sort(EventKind kind) {
    return switch (kind) {
      case POSTED -> WebhookEvent.MESSAGES;
      case EDITED, PREVIEWED, POLL_CLOSED -> WebhookEvent.EDITS;
      case DELETED -> WebhookEvent.DELETIONS;
      case REACTED, UNREACTED -> WebhookEvent.REACTIONS;
      case PINNED, UNPINNED -> WebhookEvent.PINS;
      case REFILED -> WebhookEvent.FILES;
      case JOINED, LEFT, PROMOTED -> WebhookEvent.MEMBERS;
      case CHANGED -> WebhookEvent.CHANGES;
    };
  }

  private static NewRow row(Behind hook, Logged event) {
    return new NewRow(
        WebhookExit.KIND,
        Long.toString(event.pos()),
        Optional.of(hook.webhook().value()),
        "",
        Optional.empty(),
        Optional.empty());
  }
}
