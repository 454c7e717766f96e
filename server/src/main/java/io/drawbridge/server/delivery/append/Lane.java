package io.drawbridge.server.delivery.append;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.delivery.append.AppendTransaction.Locking;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.observe.Metrics;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One writer lane: a bounded queue and the one thread that empties it, batch by batch.
 *
 * <p>After a batch of several the next one is gathered: what readers got at once they answer at
 * once, and the lane would otherwise run off with the first few, so that all readers of the
 * conversation are written to twice. A lone append waits for nobody.
 *
 * <p>A domain that is being changed gets a detour: a queue and a virtual thread of its own that may
 * wait for the lock, so that nobody else does. Everything of that domain follows it there until the
 * detour is empty, which keeps the order of each conversation. Thread-safe: all state below is
 * guarded by this object's monitor.
 */
final class Lane implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Lane.class);
  private static final Duration BUSY_RETRY = Duration.ofMillis(250);

  /** The size of a batch after which the next one is gathered. */
  private static final int GATHER_FROM = 4;

  /** The pause without another append that ends the gathering. */
  private static final Duration GATHER_PAUSE = Duration.ofNanos(100_000);

  private static final Duration GATHER_MAX = Duration.ofMillis(1);

  private final AppendWork work;
  private final LaneLimits limits;
  private final Executor detourThreads;
  private final Metrics metrics;
  private final Deque<Waiting> queue = new ArrayDeque<>();
  private final Map<DomainId, Deque<Waiting>> detours = new HashMap<>();
  private int waiting;
  private boolean running;
  private boolean closed;

  /** {@link System#nanoTime} when the batch at hand was begun; absent between two batches. */
  private OptionalLong begunNanos = OptionalLong.empty();

  /** The size of the last batch; of the lane's own thread. */
  private int last;

  Lane(AppendWork work, LaneLimits limits, Executor detourThreads, Metrics metrics) {
    this.work = work;
    this.limits = limits;
    this.detourThreads = detourThreads;
    this.metrics = metrics;
  }

  /** Takes an append, or completes it with {@code busy} when the queue is full. */
  void submit(Waiting append) {
    Failure refusal;
    synchronized (this) {
      if (closed) {
        refusal = Failure.of(ErrorCode.UNAVAILABLE, "the server shuts down");
      } else if (waiting >= limits.queueMax()) {
        refusal = Failure.busy("too many messages are waiting to be written", BUSY_RETRY);
      } else {
        waiting++;
        Deque<Waiting> detour = detours.get(append.domain());
        if (detour == null) {
          queue.add(append);
          notifyAll();
        } else {
          detour.add(append);
        }
        return;
      }
    }
    append.stage().completeExceptionally(refusal);
  }

  synchronized int waiting() {
    return waiting;
  }

  /** Takes no more; what waits is still written. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }

  /** Empties the queue until the lane is closed and nothing waits. */
  @Override
  public void run() {
    running(true);
    try {
      List<Waiting> batch = next();
      while (!batch.isEmpty()) {
        List<Waiting> postponed = commit(batch, Locking.TRY);
        detour(postponed);
        done(batch.size() - postponed.size());
        batch = next();
      }
    } finally {
      running(false);
    }
  }

  /**
   * Returns whether the lane makes progress: its thread is there to empty the queue, and no batch
   * has been at hand for longer than {@code max}.
   */
  synchronized boolean getsOn(Duration max) {
    return running
        && (begunNanos.isEmpty() || System.nanoTime() - begunNanos.getAsLong() <= max.toNanos());
  }

  private synchronized void running(boolean now) {
    running = now;
  }

  /** Commits a batch; if that throws, the appends fail with it and the lane carries on. */
  private List<Waiting> commit(List<Waiting> batch, Locking locking) {
    try {
      return work.commit(batch, locking);
    } catch (Throwable bug) {
      LOG.error("writing {} appends failed", batch.size(), bug);
      batch.forEach(each -> each.stage().completeExceptionally(bug));
      return List.of();
    }
  }

  /** Waits for work; empty when the lane is closed and its work is done. */
  private List<Waiting> next() {
    if (await() && last >= GATHER_FROM) {
      gather();
    }
    List<Waiting> batch = take();
    last = batch.size();
    return batch;
  }

  /** False when the lane is closed and its work is done. */
  private synchronized boolean await() {
    begunNanos = OptionalLong.empty();
    while (queue.isEmpty()) {
      if (closed) {
        return false;
      }
      try {
        wait();
      } catch (InterruptedException e) {
        closed = true;
      }
    }
    begunNanos = OptionalLong.of(System.nanoTime());
    return true;
  }

  /** Waits while more comes. */
  private void gather() {
    long start = System.nanoTime();
    int before;
    int now = queued();
    do {
      before = now;
      LockSupport.parkNanos(GATHER_PAUSE.toNanos());
      now = queued();
    } while (now > before && System.nanoTime() - start < GATHER_MAX.toNanos());
  }

  private synchronized int queued() {
    return queue.size();
  }

  private synchronized List<Waiting> take() {
    return drain(queue);
  }

  private List<Waiting> drain(Deque<Waiting> from) {
    Batch batch = new Batch(limits.batchMax());
    while (!from.isEmpty() && !batch.isFull() && batch.add(from.element())) {
      from.remove();
    }
    return batch.appends();
  }

  /**
   * Sends what was postponed, and what waits behind it, where it may wait for its domain's lock.
   */
  private void detour(List<Waiting> postponed) {
    if (postponed.isEmpty()) {
      return;
    }
    Map<DomainId, Deque<Waiting>> fresh = new LinkedHashMap<>();
    for (Waiting append : postponed) {
      fresh.computeIfAbsent(append.domain(), _ -> new ArrayDeque<>()).add(append);
    }
    metrics.postponed(fresh.size());
    synchronized (this) {
      List<Waiting> others = new ArrayList<>(queue.size());
      for (Waiting append : queue) {
        Deque<Waiting> detour = fresh.get(append.domain());
        if (detour == null) {
          others.add(append);
        } else {
          detour.add(append);
        }
      }
      queue.clear();
      queue.addAll(others);
      detours.putAll(fresh);
    }
    fresh.keySet().forEach(domain -> detourThreads.execute(() -> follow(domain)));
  }

  /** Empties one detour, each batch under a lock that was waited for. */
  private void follow(DomainId domain) {
    List<Waiting> batch = nextOf(domain);
    while (!batch.isEmpty()) {
      commit(batch, Locking.WAIT);
      done(batch.size());
      batch = nextOf(domain);
    }
  }

  private synchronized List<Waiting> nextOf(DomainId domain) {
    Deque<Waiting> detour = detours.get(domain);
    if (detour == null) {
      return List.of();
    }
    List<Waiting> batch = drain(detour);
    if (batch.isEmpty()) {
      detours.remove(domain);
    }
    return batch;
  }

  private synchronized void done(int appends) {
    waiting -= appends;
    notifyAll();
  }

  /** Waits until nothing waits, or the time is over. */
  synchronized boolean awaitEmpty(Duration max) throws InterruptedException {
    long deadline = System.nanoTime() + max.toNanos();
    while (waiting > 0) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      wait(Math.max(1, left / 1_000_000));
    }
    return true;
  }
}
