package io.drawbridge.load.scenario;

import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts the deliveries of a closed loop exactly. Each message carries {@code #<number>;}; every
 * receiver must see 0, 1, 2 ... without a gap, twice or out of order. When all receivers have a
 * message, a place in the window becomes free.
 */
final class Deliveries {
  private static final int MESSAGES_MAX = 4_000_000;
  private static final Duration DELIVERED_WITHIN = Duration.ofMinutes(1);

  private final int receivers;
  private final Semaphore window;
  private final AtomicIntegerArray missing = new AtomicIntegerArray(MESSAGES_MAX);
  private final AtomicLong delivered = new AtomicLong();
  private final AtomicLong wrong = new AtomicLong();

  Deliveries(int receivers, int window) {
    this.receivers = receivers;
    this.window = new Semaphore(window);
  }

  /**
   * Takes places in the window; when all of them can be taken, nothing is in flight.
   *
   * @throws IllegalStateException if they do not become free in time
   */
  void awaitPlaces(int count) throws InterruptedException {
    if (!window.tryAcquire(count, DELIVERED_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
      throw new IllegalStateException(
          "%d deliveries, and then none to all receivers within %d s"
              .formatted(delivered.get(), DELIVERED_WITHIN.toSeconds()));
    }
  }

  /** Gives a place back that was taken only to wait for its message. */
  void free() {
    window.release();
  }

  long delivered() {
    return delivered.get();
  }

  /** The number of times that a receiver got another number than the next. */
  long wrong() {
    return wrong.get();
  }

  /** The text of message {@code number}, padded to {@code bytes}. */
  static String text(int number, int bytes) {
    String head = "#" + number + ";";
    return head + "x".repeat(bytes - head.length());
  }

  /** One receiver; touched by its event loop only. */
  final class Receiver {
    private int next;

    /** Looks for a message's number in the frame and counts it. */
    void frame(ByteBuf payload) {
      int number = number(payload);
      if (number < 0) {
        return;
      }
      if (number != next) {
        wrong.incrementAndGet();
      }
      next = number + 1;
      delivered.incrementAndGet();
      if (missing.incrementAndGet(number) == receivers) {
        window.release();
      }
    }
  }

  private static int number(ByteBuf payload) {
    int end = payload.writerIndex();
    int hash = payload.indexOf(payload.readerIndex(), end, (byte) '#');
    int number = -1;
    for (int i = hash + 1; hash >= 0 && i < end; i++) {
      byte digit = payload.getByte(i);
      if (digit == ';') {
        return number;
      }
      if (digit < '0' || digit > '9') {
        return -1;
      }
      number = Math.max(number, 0) * 10 + (digit - '0');
    }
    return -1;
  }
}
