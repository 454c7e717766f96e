package io.drawbridge.server.delivery;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;

/** An event loop for tests: one thread that runs tasks in order, and can be held. */
final class TestLoop implements Executor, AutoCloseable {
  private final LinkedBlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
  private final Thread thread;

  TestLoop(int number) {
    thread = Thread.ofPlatform().daemon().name("test-loop-" + number).start(this::run);
  }

  @Override
  public void execute(Runnable task) {
    tasks.add(task);
  }

  boolean inLoop() {
    return Thread.currentThread().equals(thread);
  }

  /** Holds the loop where it stands until the latch is counted down. */
  CountDownLatch hold() throws InterruptedException {
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    execute(() -> {
      held.countDown();
      try {
        release.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    });
    held.await();
    return release;
  }

  private void run() {
    try {
      while (true) {
        tasks.take().run();
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
