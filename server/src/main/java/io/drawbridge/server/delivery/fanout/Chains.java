package io.drawbridge.server.delivery.fanout;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.rules.ConversationFacts;
import io.drawbridge.server.db.Outage;
import io.drawbridge.server.delivery.log.LogEntry;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.observe.Metrics;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the events of each conversation into the order of their chain, however they come, and
 * reads from the database what does not come. Thread-safe; releases a conversation's events under
 * its monitor, so that no two threads can swap them.
 */
public final class Chains {
  private static final Logger LOG = LoggerFactory.getLogger(Chains.class);
  private static final Duration GAP_WAIT = Duration.ofMillis(50);
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final Duration IDLE = Duration.ofSeconds(60);
  private static final int GAP_PAGE = 500;

  /** The receiver of events in order. */
  interface Outlet {
    /** Returns whether this node's view has reached the event's epoch. */
    boolean usable(LogEntry entry);

    /** Runs the task when {@link #usable} may have become true. */
    void whenUsable(LogEntry entry, Runnable task);

    /**
     * Delivers events of one conversation in order. {@code slot} keeps what belongs to it. All of
     * them come again when the database could not be asked.
     */
    void deliver(ConversationFacts conversation, List<LogEntry> entries, Slot slot);
  }

  /** Reads the events after a position, ascending; blocks. */
  public interface Source {
    List<LogEntry> after(ConversationFacts conversation, long pos, int limit);
  }

  private final Outlet outlet;
  private final Source source;
  private final Executor threads;
  private final ScheduledExecutorService timer;
  private final Metrics metrics;
  private final ConcurrentHashMap<ConversationId, Slot> slots = new ConcurrentHashMap<>();
  private final AtomicLong watermark;
  private final LongSupplier heard;

  /** No other node commits anything. */
  public static final LongSupplier ALONE = () -> Long.MAX_VALUE;

  /**
   * Starts the chains at {@code watermark}: what was committed before counts as delivered.
   *
   * @param threads makes a virtual thread for each task
   * @param heard below this position everything that other nodes committed was handed over; {@link
   *     #ALONE} if there are none
   */
  public Chains(
      Outlet outlet,
      Source source,
      Executor threads,
      ScheduledExecutorService timer,
      Metrics metrics,
      long watermark,
      LongSupplier heard) {
    this.outlet = outlet;
    this.source = source;
    this.threads = threads;
    this.timer = timer;
    this.metrics = metrics;
    this.watermark = new AtomicLong(watermark);
    this.heard = heard;
  }

  /** One conversation's chain, and what the outlet keeps for it. Guarded by its own monitor. */
  static final class Slot {
    private final ConversationFacts conversation;
    private final Chain chain;
    private boolean reading;
    private boolean blocked;
    private boolean evicted;
    private long usedNanos = System.nanoTime();
    private RecipientPlan plan = RecipientPlan.NONE;

    private Slot(ConversationFacts conversation, long last) {
      this.conversation = conversation;
      this.chain = new Chain(last);
    }

    RecipientPlan plan() {
      return plan;
    }

    void plan(RecipientPlan newer) {
      plan = newer;
    }
  }

  /** Takes events of one conversation. */
  void accept(ConversationFacts conversation, List<LogEntry> entries) {
    with(
        conversation,
        entries.getFirst().prev(),
        slot -> {
          entries.forEach(slot.chain::take);
          pump(slot);
        });
  }

  /**
   * Reads at once what another node appended to the conversation.
   *
   * @param before where it stood before
   */
  public void follow(ConversationFacts conversation, long before) {
    with(
        conversation,
        before,
        slot -> {
          slot.chain.suspect();
          if (!slot.reading) {
            slot.reading = true;
            threads.execute(() -> read(slot));
          }
        });
  }

  /** Reads all conversations that something was delivered of lately. */
  public void suspectAll() {
    slots.values().forEach(slot -> suspect(slot.conversation));
  }

  /** Reads the conversation's newest events from the database. */
  void suspect(ConversationFacts conversation) {
    with(
        conversation,
        Long.MAX_VALUE,
        slot -> {
          slot.chain.suspect();
          pump(slot);
        });
  }

  /** Forgets chains that rest; raises the watermark so that they continue where they stood. */
  public void evictIdle() {
    for (Slot slot : slots.values()) {
      synchronized (slot) {
        if (slot.blocked) {
          slot.blocked = false;
          pump(slot);
        }
        if (!slot.reading
            && slot.chain.isIdle()
            && System.nanoTime() - slot.usedNanos > IDLE.toNanos()) {
          slot.evicted = true;
          watermark.accumulateAndGet(Math.min(slot.chain.last(), heard.getAsLong()), Math::max);
          slots.remove(slot.conversation.id(), slot);
        }
      }
    }
  }

  private void with(ConversationFacts conversation, long before, Consumer<Slot> work) {
    while (true) {
      Slot slot =
          slots.computeIfAbsent(conversation.id(), _ -> new Slot(conversation, start(before)));
      synchronized (slot) {
        if (!slot.evicted) {
          slot.usedNanos = System.nanoTime();
          work.accept(slot);
          return;
        }
      }
    }
  }

  /**
   * Where a new chain starts. Where other nodes commit too, nobody may have delivered for long what
   * stands above the watermark, as nobody was there to read it: it starts just before what comes,
   * unless what is before that may still be on its way here.
   */
  private long start(long before) {
    long known = heard.getAsLong();
    return known == Long.MAX_VALUE
        ? watermark.get()
        : Math.max(watermark.get(), Math.min(before, known));
  }

  private void pump(Slot slot) {
    long before = slot.chain.last();
    List<LogEntry> released = slot.chain.release(outlet::usable);
    if (!released.isEmpty() && !delivered(slot, released)) {
      slot.chain.takeBack(released, before);
      readSoon(slot, RETRY);
      return;
    }
    if (slot.chain.isBlocked() && !slot.blocked) {
      slot.blocked = true;
      outlet.whenUsable(slot.chain.first(), () -> unblock(slot));
    }
    if (slot.chain.hasGap()) {
      readSoon(slot, GAP_WAIT);
    }
  }

  /**
   * Delivers events; false if the outlet could not ask the database what it needs, so that it is
   * tried again.
   */
  private boolean delivered(Slot slot, List<LogEntry> released) {
    try {
      outlet.deliver(slot.conversation, released, slot);
      return true;
    } catch (RuntimeException e) {
      boolean busy = e instanceof Failure failure && failure.code() == ErrorCode.BUSY;
      if (!busy && !Outage.explains(e)) {
        throw e;
      }
      LOG.atLevel(Outage.level(e))
          .log("fan-out in {} has to wait: {}", slot.conversation.id(), e.toString());
      return false;
    }
  }

  private void readSoon(Slot slot, Duration wait) {
    if (!slot.reading) {
      slot.reading = true;
      later(slot, wait);
    }
  }

  private void unblock(Slot slot) {
    synchronized (slot) {
      slot.blocked = false;
      pump(slot);
    }
  }

  private void later(Slot slot, Duration wait) {
    var _ =
        timer.schedule(
            () -> threads.execute(() -> read(slot)), wait.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void read(Slot slot) {
    long from;
    long newestBefore;
    synchronized (slot) {
      if (!slot.chain.hasGap()) {
        slot.reading = false;
        return;
      }
      from = slot.chain.last();
      newestBefore = slot.chain.newest();
    }
    metrics.gapRead();
    try {
      List<LogEntry> found = source.after(slot.conversation, from, GAP_PAGE);
      synchronized (slot) {
        slot.chain.fill(found, newestBefore, found.size() < GAP_PAGE);
        slot.reading = false;
        pump(slot);
      }
    } catch (RuntimeException e) {
      LOG.atLevel(Outage.level(e))
          .log("reading a gap of {} failed: {}", slot.conversation.id(), e.toString());
      later(slot, RETRY);
    }
  }
}
