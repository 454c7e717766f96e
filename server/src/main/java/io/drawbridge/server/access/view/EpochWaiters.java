package io.drawbridge.server.access.view;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tasks that wait for an epoch. Thread-safe; tasks run on the thread that reached it, without a
 * lock.
 */
final class EpochWaiters {
  private static final Logger LOG = LoggerFactory.getLogger(EpochWaiters.class);

  private final PriorityQueue<Waiting> waiting = new PriorityQueue<>();
  private volatile boolean empty = true;

  private record Waiting(long epoch, Runnable task) implements Comparable<Waiting> {
    @Override
    public int compareTo(Waiting other) {
      return Long.compare(epoch, other.epoch);
    }
  }

  void add(long epoch, Runnable task) {
    synchronized (waiting) {
      waiting.add(new Waiting(epoch, task));
      empty = false;
    }
  }

  boolean isEmpty() {
    return empty;
  }

  /** Runs what waits for this epoch or an earlier one. */
  void wake(long epoch) {
    if (empty) {
      return;
    }
    List<Runnable> due = new ArrayList<>();
    synchronized (waiting) {
      while (!waiting.isEmpty() && waiting.peek().epoch() <= epoch) {
        due.add(waiting.poll().task());
      }
      empty = waiting.isEmpty();
    }
    for (Runnable task : due) {
      try {
        task.run();
      } catch (RuntimeException failed) {
        LOG.error("a task that waited for epoch {} failed", epoch, failed);
      }
    }
  }
}
