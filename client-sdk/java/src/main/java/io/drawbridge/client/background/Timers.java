package io.drawbridge.client.background;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Clock and timers; injected, so that tests need not wait. */
public interface Timers {

  /** The time of day. */
  Instant now();

  /** A monotonic clock, in nanoseconds. */
  long nanos();

  /** Runs a task later, on any thread; the task must be short. */
  Timer after(Duration delay, Runnable task);

  /** A task that waits. */
  @FunctionalInterface
  interface Timer {
    void cancel();
  }

  /** The machine's clock, and the one timer thread that all clients of a JVM share. */
  static Timers system() {
    return new Timers() {
      @Override
      public Instant now() {
        return Instant.now();
      }

      @Override
      public long nanos() {
        return System.nanoTime();
      }

      @Override
      public Timer after(Duration delay, Runnable task) {
        ScheduledFuture<?> future =
            ForkJoinPool.commonPool().schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
      }
    };
  }
}
