package io.drawbridge.server.background;

import io.drawbridge.server.db.Outage;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A task that is run again and again until it is closed. */
public final class Job implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Job.class);

  private final String name;
  private final Duration pause;
  private final Runnable task;
  private final Thread thread;
  private boolean failing;

  private Job(String name, Duration pause, Runnable task) {
    this.name = name;
    this.pause = pause;
    this.task = task;
    this.thread = Thread.ofVirtual().name(name).unstarted(this::repeat);
  }

  static Job start(String name, Duration pause, Runnable task) {
    Job job = new Job(name, pause, task);
    job.thread.start();
    return job;
  }

  private void repeat() {
    try {
      while (true) {
        Thread.sleep(pause); // the rhythm itself: nothing is waited for
        round();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed
    }
  }

  /** Of failures in a row the first is told. */
  private void round() {
    try {
      task.run();
      failing = false;
    } catch (RuntimeException e) {
      if (!failing && !Thread.currentThread().isInterrupted()) {
        LOG.atLevel(Outage.level(e)).setCause(e).log("{} failed; it is tried again", name);
      }
      failing = true;
    }
  }

  /** Interrupts a round that is under way, and returns when it has ended. */
  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
