package io.drawbridge.server.inbox;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.Permit.ReadPermit;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.failure.Failure;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Group commit of read and delivery marks. Moves of the same mark that wait together become one;
 * all that wait become one statement, with a pause between statements so that a busy server writes
 * marks a few times a second. A move completes when it is on disk, so an acknowledged mark outlives
 * a crash.
 *
 * <p>Thread-safe. One thread of the executor works while there is work.
 */
public final class MarkerLane implements AutoCloseable {
  /** Marks that may wait; one more is refused as {@code busy}. */
  static final int WAITING_MAX = 20_000;

  /** Marks in one statement. */
  static final int BATCH_MAX = 1_000;

  private static final Duration PAUSE = Duration.ofMillis(100);

  private final MarkerStore store;
  private final Told told;
  private final Executor threads;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition idle = lock.newCondition();
  private final Map<Key, MarkerMove> waiting = new LinkedHashMap<>();
  private boolean working;
  private boolean closed;

  public MarkerLane(Database database, MarkerSignals signals, Executor threads) {
    this(database, signals::moved, threads);
  }

  MarkerLane(Database database, Told told, Executor threads) {
    this.store = new MarkerStore(database);
    this.told = told;
    this.threads = threads;
  }

  /**
   * Moves the caller's marks forward to these positions at least.
   *
   * @return true if anything moved
   */
  CompletionStage<Boolean> move(ReadPermit permit, long read, long delivered) {
    Key key = new Key(permit.caller().account(), permit.conversation().id());
    CompletableFuture<Boolean> done;
    boolean start;
    lock.lock();
    try {
      if (closed) {
        throw Failure.of(ErrorCode.UNAVAILABLE, "the server is stopping");
      }
      if (waiting.size() >= WAITING_MAX && !waiting.containsKey(key)) {
        throw Failure.busy("too many marks are waiting", Duration.ofSeconds(1));
      }
      done =
          waiting.computeIfAbsent(key, _ -> new MarkerMove(permit)).merge(permit, read, delivered);
      start = !working;
      working = true;
    } finally {
      lock.unlock();
    }
    if (start) {
      threads.execute(this::work);
    }
    return done;
  }

  /** The tag of the answer about the caller's own mark. */
  static Tag tag(ReadPermit permit) {
    return new Tag.Conversation(
        permit.conversation().domain(), permit.conversation().id(), permit.asOf());
  }

  /** Writes what waits, takes nothing more. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      while (working) {
        idle.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  private void work() {
    for (Map<Key, MarkerMove> batch = take(); !batch.isEmpty(); batch = take()) {
      write(batch);
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private void write(Map<Key, MarkerMove> batch) {
    try {
      List<MarkerStore.Moved> moved = store.move(batch.values());
      for (MarkerStore.Moved mark : moved) {
        MarkerMove move = batch.remove(new Key(mark.account(), mark.conversation()));
        if (move != null) {
          told.moved(move.permit(), mark.delivered(), mark.read());
          move.complete(true);
        }
      }
      batch.values().forEach(move -> move.complete(false));
    } catch (RuntimeException problem) {
      batch.values().forEach(move -> move.fail(problem));
    }
  }

  private Map<Key, MarkerMove> take() {
    lock.lock();
    try {
      Map<Key, MarkerMove> batch = new LinkedHashMap<>();
      Iterator<Map.Entry<Key, MarkerMove>> next = waiting.entrySet().iterator();
      while (next.hasNext() && batch.size() < BATCH_MAX) {
        Map.Entry<Key, MarkerMove> entry = next.next();
        batch.put(entry.getKey(), entry.getValue());
        next.remove();
      }
      if (batch.isEmpty()) {
        working = false;
        idle.signalAll();
      }
      return batch;
    } finally {
      lock.unlock();
    }
  }

  /** Hears of every mark that moved, once it is on disk. */
  interface Told {
    void moved(ReadPermit permit, long delivered, long read);
  }

  private record Key(AccountId account, ConversationId conversation) {}
}
