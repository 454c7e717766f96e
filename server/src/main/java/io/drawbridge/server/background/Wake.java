package io.drawbridge.server.background;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Wakes one thread that works when it is told to, and else by the clock. Thread-safe. */
final class Wake {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean rung;
  private boolean closed;

  /** Has the thread work soon. Returns at once. */
  void ring() {
    lock.lock();
    try {
      rung = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until somebody rings, or for that long; false if this is closed. */
  boolean await(Duration max) throws InterruptedException {
    lock.lock();
    try {
      long left = max.toNanos();
      while (!rung && !closed && left > 0) {
        left = changed.awaitNanos(left);
      }
      rung = false;
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  /** Waits for that long, also when somebody rings; false if this is closed. */
  boolean pause(Duration time) throws InterruptedException {
    lock.lock();
    try {
      long left = time.toNanos();
      while (!closed && left > 0) {
        left = changed.awaitNanos(left);
      }
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  /** Ends every wait. */
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
