package io.drawbridge.server.delivery;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.server.failure.Failure;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One lane for each scope that has work: a queue, and a virtual thread that takes all that waits at
 * once and goes when nothing does. Whatever the work throws is told to those it was for, and the
 * lane goes on. Thread-safe.
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
  private final BiFunction<K, List<C>, List<C>> work;
  private final Map<K, Deque<C>> lanes = new HashMap<>();
  private boolean closed;

  /** What somebody waits for. */
  interface Awaited {
    /** Tells that it was not done; of no effect after it was. */
    void fail(Throwable why);
  }

  /**
   * Lanes.
   *
   * @param queueMax what may wait in one scope
   * @param threads makes a virtual thread for each task
   * @param work does what waits; returns what has to come again, in order
   */
  ScopeLanes(int queueMax, Executor threads, BiFunction<K, List<C>, List<C>> work) {
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

  private void add(K scope, C change) {
    Deque<C> lane = lanes.get(scope);
    if (lane == null) {
      lane = new ArrayDeque<>();
      lanes.put(scope, lane);
      threads.execute(() -> run(scope));
    }
    lane.add(change);
  }

  private void run(K scope) {
    List<C> again = List.of();
    while (true) {
      List<C> batch = next(scope, again);
      if (batch.isEmpty()) {
        return;
      }
      again = work(scope, batch);
    }
  }

  private List<C> work(K scope, List<C> batch) {
    try {
      return work.apply(scope, batch);
    } catch (Throwable bug) {
      LOG.error("{} of what waited in the lane of {} failed", batch.size(), scope, bug);
      batch.forEach(each -> each.fail(bug));
      return List.of();
    }
  }

  private synchronized List<C> next(K scope, List<C> again) {
    Deque<C> lane = lanes.getOrDefault(scope, new ArrayDeque<>());
    List<C> batch = new ArrayList<>(again);
    while (batch.size() < BATCH_MAX && !lane.isEmpty()) {
      batch.add(lane.remove());
    }
    if (batch.isEmpty()) {
      lanes.remove(scope);
    }
    notifyAll();
    return batch;
  }

  /** Takes no more, and waits for what is queued; false if the time was too short. */
  synchronized boolean close(Duration max) throws InterruptedException {
    closed = true;
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
