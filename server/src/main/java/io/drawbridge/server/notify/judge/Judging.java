package io.drawbridge.server.notify.judge;

import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.db.DatabaseClock;
import io.drawbridge.server.notify.notice.NoticeListener;
import io.drawbridge.server.observe.MetricName;
import io.drawbridge.server.observe.Metrics;
import io.drawbridge.server.platform.Platform;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Judges conversations in which something was committed. It is told of those of this node, and
 * looks by the clock for what a node was told of that died, or that was told in vain. What it is
 * told costs the writer nothing but an entry in a set. Thread-safe.
 */
public final class Judging {
  /** Conversations of one transaction. */
  private static final int BATCH = 50;

  /** Conversations that wait here; what more there are is found by the clock. */
  private static final int HEARD_MAX = 100_000;

  private static final int BEHIND_MAX = 500;

  private final Database database;
  private final DatabaseClock clock;
  private final Supplier<List<NoticeListener>> listeners;
  private final Judge judge;
  private final CursorStore cursors = new CursorStore();
  private final Set<ConversationId> heard = new LinkedHashSet<>();
  private final AtomicLong written = new AtomicLong();

  /** {@code listeners} are looked up when they are needed. */
  public Judging(Platform platform, Supplier<List<NoticeListener>> listeners) {
    this.database = platform.database();
    this.clock = platform.clock();
    this.listeners = listeners;
    this.judge = new Judge(listeners);
    Metrics metrics = platform.metrics();
    metrics.gauge(MetricName.NOTICES_WAITING, this, it -> it.waiting());
    metrics.gauge(MetricName.NOTICES, written, AtomicLong::doubleValue);
  }

  /** Hears that something was committed there. Never blocks. */
  public void heard(ConversationId conversation) {
    synchronized (heard) {
      if (heard.size() < HEARD_MAX) {
        heard.add(conversation);
      }
    }
  }

  private int waiting() {
    synchronized (heard) {
      return heard.size();
    }
  }

  /** Judges all that it was told of; what fails is kept and hurts no other. Blocks. */
  public void judgeHeard() {
    List<ConversationId> batch = take();
    while (!batch.isEmpty()) {
      try {
        judgeEach(batch);
      } catch (RuntimeException trouble) {
        batch.forEach(this::heard);
        throw trouble;
      }
      batch = take();
    }
  }

  /** Judges them together, or if that fails one by one; what was judged already costs a look. */
  private void judgeEach(List<ConversationId> batch) {
    try {
      judge(batch);
    } catch (RuntimeException together) {
      RuntimeException last = together;
      int failed = 0;
      for (ConversationId each : batch) {
        try {
          judge(List.of(each));
        } catch (RuntimeException alone) {
          last = alone;
          failed++;
        }
      }
      if (failed > 0) {
        throw last;
      }
    }
  }

  private List<ConversationId> take() {
    synchronized (heard) {
      List<ConversationId> batch = new ArrayList<>();
      Iterator<ConversationId> next = heard.iterator();
      while (next.hasNext() && batch.size() < BATCH) {
        batch.add(next.next());
        next.remove();
      }
      return batch;
    }
  }

  /**
   * Judges what nobody was told of, or whose node died. Only when nothing is left of before is that
   * noted for all nodes. Blocks.
   */
  public void sweep() {
    CursorStore.Swept since = database.query(cursors::swept);
    List<ConversationId> behind = behind(since);
    while (!behind.isEmpty()) {
      for (int from = 0; from < behind.size(); from += BATCH) {
        judgeEach(behind.subList(from, Math.min(behind.size(), from + BATCH)));
      }
      behind = behind(since);
    }
    database.write(handle -> {
      cursors.sweptUntil(handle, since);
      return since;
    });
  }

  private List<ConversationId> behind(CursorStore.Swept since) {
    return database.query(handle -> cursors.behind(handle, since, BEHIND_MAX));
  }

  private void judge(Collection<ConversationId> conversations) {
    Judge.Outcome outcome =
        database.write(handle -> judge.judge(handle, conversations, clock.now()));
    written.addAndGet(outcome.told());
    outcome.unfinished().forEach(this::heard);
    if (outcome.told() > 0) {
      listeners.get().forEach(NoticeListener::committed);
    }
  }
}
