package io.drawbridge.load.cluster;

import java.util.Collection;

/**
 * The bytes of a conversation that a socket brought, and how many of them were handed over after a
 * removal was acknowledged.
 */
final class Handed {
  private Handed() {}

  /**
   * A frame that names the conversation.
   *
   * @param start the bytes of the connection before it
   * @param end the bytes with it
   * @param nanos when all of it had been read, by {@link System#nanoTime}
   */
  record Frame(long start, long end, long nanos) {}

  /**
   * The moment at which the receipt was read.
   *
   * @param nanos by the same clock
   * @param bytes how many the server had handed over by then: those that were read, those that had
   *     arrived, and those that its kernel held
   */
  record Receipt(long nanos, long bytes) {}

  /** The bytes that were not yet handed over at the receipt. */
  static long after(Collection<Frame> frames, Receipt receipt) {
    return frames.stream()
        .filter(frame -> frame.nanos() - receipt.nanos() > 0)
        .mapToLong(frame -> Math.clamp(frame.end() - receipt.bytes(), 0, frame.end() - frame.start()))
        .sum();
  }

  /** The bytes of all of them. */
  static long all(Collection<Frame> frames) {
    return frames.stream().mapToLong(frame -> frame.end() - frame.start()).sum();
  }
}
