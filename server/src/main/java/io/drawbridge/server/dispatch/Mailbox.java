package io.drawbridge.server.dispatch;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs tasks one after the other, in the order they were added, on a virtual thread that exists
 * only while there are any. Its callers bound it: a connection has a limit of commands under way.
 */
final class Mailbox {
  private final Executor threads;
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();

  Mailbox(Executor threads) {
    this.threads = threads;
  }

  /** Adds a task, which must not throw. */
  void add(Runnable task) {
    tasks.add(task);
    if (waiting.getAndIncrement() == 0) {
      threads.execute(this::run);
    }
  }

  private void run() {
    do {
      Runnable task = tasks.poll();
      if (task != null) {
        task.run();
      }
    } while (waiting.decrementAndGet() > 0);
  }
}
