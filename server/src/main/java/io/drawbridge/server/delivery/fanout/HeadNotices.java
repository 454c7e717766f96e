package io.drawbridge.server.delivery.fanout;

import io.drawbridge.protocol.frame.Event;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.delivery.log.EventFrames;
import io.drawbridge.server.session.Session;
import io.drawbridge.server.session.outbox.EncodedFrame;
import io.drawbridge.server.session.outbox.Outgoing;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends sessions a notice of what is new where they do not listen: the first news of a conversation
 * at once, and all that follows within a second as one. One for each event loop, used only there.
 */
final class HeadNotices {
  private static final long INTERVAL_NANOS = Duration.ofSeconds(1).toNanos();
  private static final long TICK_MILLIS = 250;

  private final EventFrames frames;
  private final ScheduledExecutorService timer;
  private final LoopQueue loop;
  private final LongSupplier nanos;
  private final Map<Key, Notice> notices = new HashMap<>();
  private boolean ticking;

  HeadNotices(
      EventFrames frames, ScheduledExecutorService timer, LoopQueue loop, LongSupplier nanos) {
    this.frames = frames;
    this.timer = timer;
    this.loop = loop;
    this.nanos = nanos;
  }

  /** The news of one event, encoded once for all who get it at once. */
  final class News {
    private final Tag.Content tag;
    private final long head;
    private final EncodedFrame[] encoded = new EncodedFrame[2];

    News(Tag.Content tag, long head) {
      this.tag = tag;
      this.head = head;
    }

    private Outgoing.Shared item(boolean mentioned) {
      int variant = mentioned ? 1 : 0;
      if (encoded[variant] == null) {
        encoded[variant] = frames.encode(new Event.HeadMoved(tag.conversation(), head, mentioned));
      }
      return new Outgoing.Shared(encoded[variant], tag, -1);
    }
  }

  void tell(Session session, News news, boolean mentioned) {
    long now = nanos.getAsLong();
    Key key = new Key(session, news.tag.conversation());
    Notice notice = notices.get(key);
    if (notice == null) {
      notices.put(key, new Notice(now));
      session.offer(news.item(mentioned));
      tick();
    } else {
      notice.waits(news, mentioned);
    }
  }

  private void tick() {
    if (!ticking) {
      ticking = true;
      var _ = timer.schedule(() -> loop.add(this::flush), TICK_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private void flush() {
    ticking = false;
    long now = nanos.getAsLong();
    Iterator<Map.Entry<Key, Notice>> all = notices.entrySet().iterator();
    while (all.hasNext()) {
      Map.Entry<Key, Notice> each = all.next();
      Notice notice = each.getValue();
      if (now - notice.sentNanos >= INTERVAL_NANOS) {
        News news = notice.news;
        if (news == null) {
          all.remove();
        } else {
          each.getKey().session().offer(news.item(notice.mentioned));
          notice.sent(now);
        }
      }
    }
    if (!notices.isEmpty()) {
      tick();
    }
  }

  private record Key(Session session, ConversationId conversation) {}

  private static final class Notice {
    private long sentNanos;
    private @Nullable News news;
    private boolean mentioned;

    private Notice(long sentNanos) {
      this.sentNanos = sentNanos;
    }

    private void waits(News newer, boolean mentionedNow) {
      news = newer;
      mentioned |= mentionedNow;
    }

    private void sent(long now) {
      sentNanos = now;
      news = null;
      mentioned = false;
    }
  }
}
