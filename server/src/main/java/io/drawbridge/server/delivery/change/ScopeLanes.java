package io.drawbridge.server.delivery.change;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.server.failure.Failure;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One lane for each scope that has work: a queue, and a virtual thread that takes all that waits at
 * once and goes when nothing does. What is urgent is taken first, alone, and without the rest that
 * the work asked for; the order of one actor is kept. If the work throws, those it was for get the
 * failure, and the lane carries on. Thread-safe.
 *
 * @param <K> names a scope
 * @param <C> is what waits
 */
final class ScopeLanes<K, C extends ScopeLanes.Awaited> {
  private static final Logger LOG = LoggerFactory.getLogger(ScopeLanes.class);

  /** Changes that are handed to one transaction at most. */
  private static final int BATCH_MAX = 100;

  private static final Duration BUSY_RETRY = Duration.ofMillis(500);

  private final int queueMax;
  private final Executor threads;
  private final Work<K, C> work;
  private final Map<K, Deque<C>> lanes = new HashMap<>();
  private boolean closed;

  /** A change that somebody waits for. */
  interface Awaited {
    /** Tells that it was not done; of no effect after it was. */
    void fail(Throwable why);

    /** Returns whether it goes before what others asked for earlier. */
    default boolean urgent() {
      return false;
    }

    /** The key of the changes that keep their order, urgent or not. */
    default Order order() {
      return new Order(this, Optional.empty());
    }
  }

  /**
   * One actor's changes of one thing keep their order, and so do those of one actor that are not
   * about one thing.
   */
  record Order(Object actor, Optional<Object> about) {}

  /** Does what waits in a scope. */
  interface Work<K, C> {
    Turn<C> run(K scope, List<C> batch);
  }

  /**
   * The remainder after some work.
   *
   * @param again what has to come again, in order, before what waits
   * @param rest how long the scope is left alone, but for what is urgent
   */
  record Turn<C>(List<C> again, Duration rest) {
    static <C> Turn<C> done() {
      return new Turn<>(List.of(), Duration.ZERO);
    }
  }

  /**
   * Makes lanes.
   *
   * @param queueMax what may wait in one scope
   * @param threads makes a virtual thread for each task
   */
  ScopeLanes(int queueMax, Executor threads, Work<K, C> work) {
    this.queueMax = queueMax;
    this.threads = threads;
    this.work = work;
  }

  /**
   * Queues a change.
   *
   * @throws Failure {@code busy} if too much waits
   */
  synchronized void submit(K scope, C change) {
    if (closed) {
      throw Failure.of(ErrorCode.UNAVAILABLE, "the server shuts down");
    }
    if (isFull(scope)) {
      throw Failure.busy("too many membership changes are waiting", BUSY_RETRY);
    }
    add(scope, change);
  }

  /** Queues what may not be refused any more, closed or not; waits while too much waits. */
  synchronized void put(K scope, C change) {
    try {
      while (isFull(scope)) {
        wait();
      }
    } catch (InterruptedException e) {
      // It is better done late and beyond the bound than not at all.
      Thread.currentThread().interrupt();
    }
    add(scope, change);
  }

  private boolean isFull(K scope) {
    Deque<C> lane = lanes.get(scope);
    return lane != null && lane.size() >= queueMax;
  }

  /** Returns whether something urgent waits in the scope. */
  synchronized boolean urgentWaits(K scope) {
    return lanes.getOrDefault(scope, new ArrayDeque<>()).stream().anyMatch(Awaited::urgent);
  }

  private void add(K scope, C change) {
    Deque<C> lane = lanes.get(scope);
    if (lane == null) {
      lane = new ArrayDeque<>();
      lanes.put(scope, lane);
      threads.execute(() -> run(scope));
    }
    lane.add(change);
    if (change.urgent()) {
      notifyAll();
    }
  }

  private void run(K scope) {
    List<C> batch = next(scope, Turn.done());
    while (!batch.isEmpty()) {
      batch = next(scope, work(scope, batch));
    }
  }

  private Turn<C> work(K scope, List<C> batch) {
    try {
      return work.run(scope, batch);
    } catch (Throwable bug) {
      LOG.error("{} of what waited in the lane of {} failed", batch.size(), scope, bug);
      batch.forEach(each -> each.fail(bug));
      return Turn.done();
    }
  }

  private synchronized List<C> next(K scope, Turn<C> before) {
    Deque<C> lane = lanes.getOrDefault(scope, new ArrayDeque<>());
    before.again().reversed().forEach(lane::addFirst);
    rest(lane, before.rest());
    List<C> batch = take(lane);
    if (batch.isEmpty()) {
      lanes.remove(scope);
    }
    notifyAll();
    return batch;
  }

  private void rest(Deque<C> lane, Duration time) {
    long deadline = System.nanoTime() + time.toNanos();
    try {
      while (!closed && lane.stream().noneMatch(Awaited::urgent)) {
        long leftMillis = Math.ceilDiv(deadline - System.nanoTime(), 1_000_000L);
        if (leftMillis <= 0) {
          return;
        }
        wait(leftMillis);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Takes what is urgent, with what has to go before it; all if nothing is. */
  private List<C> take(Deque<C> lane) {
    boolean hurry = lane.stream().anyMatch(Awaited::urgent);
    List<C> batch = new ArrayList<>();
    Hurried hurried = new Hurried();
    Iterator<C> fromTheLast = lane.descendingIterator();
    while (hurry && fromTheLast.hasNext()) {
      C each = fromTheLast.next();
      if (each.urgent() || hurried.wait(each.order())) {
        hurried.add(each.order());
        batch.addFirst(each);
      }
    }
    if (!hurry) {
      batch.addAll(lane);
    }
    List<C> first = List.copyOf(batch.subList(0, Math.min(BATCH_MAX, batch.size())));
    Set<C> taken = Collections.newSetFromMap(new IdentityHashMap<>());
    taken.addAll(first);
    lane.removeIf(taken::contains);
    return first;
  }

  /** The changes that are taken out of their turn. */
  private static final class Hurried {
    private final Map<Object, Set<Optional<Object>>> orders = new HashMap<>();

    void add(Order order) {
      orders.computeIfAbsent(order.actor(), _ -> new HashSet<>()).add(order.about());
    }

    /** Returns whether it has to wait for what stands before it in this order. */
    boolean wait(Order earlier) {
      Set<Optional<Object>> own = orders.getOrDefault(earlier.actor(), Set.of());
      return own.contains(earlier.about())
          || own.contains(Optional.empty())
          || (earlier.about().isEmpty() && !own.isEmpty());
    }
  }

  /** Takes no more, and waits for what is queued; false if the time was too short. */
  synchronized boolean close(Duration max) throws InterruptedException {
    closed = true;
    notifyAll();
    long deadline = System.nanoTime() + max.toNanos();
    while (!lanes.isEmpty()) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }
}
