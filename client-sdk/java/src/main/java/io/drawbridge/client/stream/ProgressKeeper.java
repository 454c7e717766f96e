package io.drawbridge.client.stream;

import io.drawbridge.client.background.SerialExecutor;
import io.drawbridge.client.background.Timers;
import io.drawbridge.client.resume.CursorStore;
import io.drawbridge.client.resume.Progress;
import io.drawbridge.protocol.id.ConversationId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Saves what the handlers have seen, at most once a second and at the end. Thread-safe. */
public final class ProgressKeeper {

  private static final Logger LOG = LoggerFactory.getLogger(ProgressKeeper.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final CursorStore store;
  private final Timers timers;
  private final Executor saver;
  private final Map<ConversationId, Long> handled = new HashMap<>();
  private Optional<String> since = Optional.empty();
  private boolean scheduled;
  private boolean dirty;

  /**
   * @param threads may block
   */
  public ProgressKeeper(CursorStore store, Timers timers, Executor threads) {
    this.store = store;
    this.timers = timers;
    this.saver = new SerialExecutor(threads);
  }

  /** Reads what an earlier process saved. */
  synchronized Progress load() {
    Progress progress = store.load();
    handled.putAll(progress.cursors());
    since = progress.since();
    return progress;
  }

  /** Notes that the handlers have seen this position. */
  synchronized void handled(ConversationId conversation, long pos) {
    handled.put(conversation, pos);
    schedule();
  }

  /** Returns the last position of a conversation that the handlers have seen. */
  public synchronized Optional<Long> position(ConversationId conversation) {
    return Optional.ofNullable(handled.get(conversation));
  }

  /** Notes that the handlers have seen all membership changes up to here. */
  synchronized void since(String text) {
    since = Optional.of(text);
    schedule();
  }

  /** Drops the position of a conversation that is no longer held. */
  synchronized void forget(ConversationId conversation) {
    if (handled.remove(conversation) != null) {
      schedule();
    }
  }

  /** Drops the positions of all conversations but these. */
  synchronized void forgetAllBut(Set<ConversationId> kept) {
    handled.keySet().retainAll(kept);
    schedule();
  }

  /** Saves now if anything changed. */
  public CompletableFuture<Boolean> flushed() {
    return CompletableFuture.supplyAsync(
        () -> {
          flush();
          return true;
        },
        saver);
  }

  private void flush() {
    Progress progress;
    synchronized (this) {
      scheduled = false;
      if (!dirty) {
        return;
      }
      dirty = false;
      progress = new Progress(since, handled);
    }
    try {
      store.save(progress);
    } catch (RuntimeException failed) {
      LOG.warn("progress was not saved; it is tried again with the next event", failed);
      synchronized (this) {
        dirty = true;
      }
    }
  }

  private void schedule() {
    dirty = true;
    if (!scheduled) {
      scheduled = true;
      timers.after(PAUSE, () -> saver.execute(this::flush));
    }
  }
}
