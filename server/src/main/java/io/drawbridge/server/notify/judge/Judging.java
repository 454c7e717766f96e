package io.drawbridge.server.notify.judge;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.db.DatabaseClock;
import io.drawbridge.server.notify.notice.Notice;
import io.drawbridge.server.notify.notice.NoticeListener;
import io.drawbridge.server.observe.MetricName;
import io.drawbridge.server.observe.Metrics;
import io.drawbridge.server.platform.Platform;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Judges conversations in which something was committed. It is told of those of this node, and
 * looks by the clock for what a node was told of that died, or that was told in vain. What it is
 * told costs the writer nothing but an entry in a set. Thread-safe.
 */
public final class Judging {
  /** Conversations of one transaction. */
  private static final int BATCH = 20;

  /** Conversations that wait here; what more there are is found by the clock. */
  private static final int HEARD_MAX = 100_000;

  private static final int BEHIND_MAX = 500;

  /** People kept in mind as told of something; the others are when they are told again. */
  private static final int TOLD_MAX = 100_000;

  private final Database database;
  private final DatabaseClock clock;
  private final Supplier<List<NoticeListener>> listeners;
  private final Metrics metrics;
  private final Judge judge;
  private final CursorStore cursors = new CursorStore();
  private final Set<ConversationId> heard = new LinkedHashSet<>();
  private final Set<AccountId> told = new HashSet<>();

  /** {@code listeners} are looked up when they are needed. */
  public Judging(Platform platform, Supplier<List<NoticeListener>> listeners) {
    this.database = platform.database();
    this.clock = platform.clock();
    this.listeners = listeners;
    this.judge = new Judge(listeners);
    this.metrics = platform.metrics();
    metrics.gauge(MetricName.NOTICES_WAITING, this, it -> it.waiting());
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

  private void noteTold(List<Notice> notices) {
    synchronized (told) {
      notices.stream()
          .map(Notice::account)
          .takeWhile(_ -> told.size() < TOLD_MAX)
          .forEach(told::add);
    }
  }

  /** Those whom this node has told of something since it was asked last. */
  List<AccountId> takeTold() {
    synchronized (told) {
      List<AccountId> taken = List.copyOf(told);
      told.clear();
      return taken;
    }
  }

  /**
   * Judges all that it was told of until now, each conversation once and to its end: in a busy one
   * the messages that came since are judged together, the next time. What fails is kept and hurts
   * no other. Blocks.
   */
  public void judgeHeard() {
    Failures failures = new Failures();
    int left = waiting();
    while (left > 0) {
      List<ConversationId> batch = take(Math.min(left, BATCH));
      left -= batch.size();
      judgeToTheEnd(batch, failures);
    }
    failures.of.forEach(this::heard);
    failures.raise();
  }

  /** The conversations that could not be judged, and why the last of them could not. */
  private static final class Failures {
    private final List<ConversationId> of = new ArrayList<>();
    private Optional<RuntimeException> last = Optional.empty();

    void add(ConversationId conversation, RuntimeException why) {
      of.add(conversation);
      last = Optional.of(why);
    }

    void raise() {
      if (last.isPresent()) {
        throw last.get();
      }
    }
  }

  /**
   * Judges them together, or if that fails one by one; what was judged already costs a look.
   * Returns those that have more events.
   */
  private List<ConversationId> judgeEach(List<ConversationId> batch, Failures failures) {
    try {
      return judge(batch);
    } catch (RuntimeException together) {
      List<ConversationId> unfinished = new ArrayList<>();
      for (ConversationId each : batch) {
        try {
          unfinished.addAll(judge(List.of(each)));
        } catch (RuntimeException alone) {
          failures.add(each, alone);
        }
      }
      return unfinished;
    }
  }

  private List<ConversationId> take(int max) {
    synchronized (heard) {
      List<ConversationId> batch = new ArrayList<>();
      Iterator<ConversationId> next = heard.iterator();
      while (next.hasNext() && batch.size() < max) {
        batch.add(next.next());
        next.remove();
      }
      return batch;
    }
  }

  /**
   * Judges what nobody was told of, or whose node died: each conversation that is behind once, to
   * its end. Only when nothing is left of before is that noted for all nodes; what fails keeps that
   * from being noted, and no other from being judged. Blocks.
   */
  public void sweep() {
    CursorStore.Swept since = database.query(cursors::swept);
    Failures failures = new Failures();
    List<ConversationId> behind = behind(since, 0);
    while (!behind.isEmpty()) {
      for (int from = 0; from < behind.size(); from += BATCH) {
        judgeToTheEnd(behind.subList(from, Math.min(behind.size(), from + BATCH)), failures);
      }
      behind = behind(since, behind.getLast().value());
    }
    failures.raise();
    database.write(handle -> {
      cursors.sweptUntil(handle, since);
      return since;
    });
  }

  private void judgeToTheEnd(List<ConversationId> batch, Failures failures) {
    List<ConversationId> left = batch;
    while (!left.isEmpty()) {
      left = judgeEach(left, failures);
    }
  }

  private List<ConversationId> behind(CursorStore.Swept since, long after) {
    return database.query(handle -> cursors.behind(handle, since, after, BEHIND_MAX));
  }

  /** Judges them in one transaction; returns those that have more events. */
  private List<ConversationId> judge(Collection<ConversationId> conversations) {
    Judge.Outcome outcome =
        database.write(handle -> judge.judge(handle, conversations, clock.now()));
    metrics.noticesWritten(outcome.told().size());
    if (!outcome.told().isEmpty()) {
      noteTold(outcome.told());
      listeners.get().forEach(NoticeListener::committed);
    }
    return outcome.unfinished();
  }
}
