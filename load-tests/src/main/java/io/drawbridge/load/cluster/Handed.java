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
   * @param arrived the bytes that were read by then, or had arrived
   * @param sending those that the server's kernel held: it keeps them until it hears that they
   *     arrived, so that they may be among those
   */
  record Receipt(long nanos, long arrived, long sending) {
    /** Of a connection that was made later. */
    static Receipt before(long nanos) {
      return new Receipt(nanos, 0, 0);
    }
  }

  /** The bytes that were handed over to the kernel after the receipt. */
  static long after(Collection<Frame> frames, Receipt receipt) {
    return beyond(frames, receipt.nanos(), receipt.arrived() + receipt.sending());
  }

  /** The bytes of which nobody can tell whether the server's kernel had them at the receipt. */
  static long inDoubt(Collection<Frame> frames, Receipt receipt) {
    return beyond(frames, receipt.nanos(), receipt.arrived()) - after(frames, receipt);
  }

  private static long beyond(Collection<Frame> frames, long nanos, long bytes) {
    return frames.stream()
        .filter(frame -> frame.nanos() - nanos > 0)
        .mapToLong(frame -> Math.clamp(frame.end() - bytes, 0, frame.end() - frame.start()))
        .sum();
  }

  /** The bytes of all of them. */
  static long all(Collection<Frame> frames) {
    return frames.stream().mapToLong(frame -> frame.end() - frame.start()).sum();
  }
}
