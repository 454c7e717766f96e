package io.drawbridge.server.edge.intake;

import io.drawbridge.server.edge.loop.LoopBuffer;
import io.drawbridge.server.session.outbox.SessionLimits;
import io.netty.util.internal.PlatformDependent;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The plan by which connections share the memory of the process, so that the sum of all bounds
 * fits: half of the heap and three quarters of the direct memory, the rest is for everything else.
 * Where the sockets that were asked for do not fit, there are fewer.
 *
 * @param heapBytes the largest heap
 * @param directBytes the most direct memory
 * @param encrypted whether each socket has a TLS engine
 * @param asked sockets that were asked for
 * @param connections sockets that fit
 */
public record MemoryPlan(
    long heapBytes, long directBytes, boolean encrypted, int asked, int connections) {
  /** The objects of a socket and its session; a silent socket alone was measured at 3.3 KiB. */
  static final int SOCKET_BYTES = 8 * 1024;

  /** The engine of an encrypted socket, with one record that is not complete. */
  static final int TLS_BYTES = 56 * 1024;

  /** The bytes that one read takes from the kernel. */
  public static final int READ_BYTES_MAX = 4 * 1024;

  /** The least number of sockets with which a server makes sense. */
  public static final int CONNECTIONS_MIN = 10;

  private static final int INPUT_PART = 8;
  private static final int COMMANDS_PART = 16;
  private static final int OUTGOING_PART = 10;

  /** One kind of memory: a number of pieces, and the bytes of each. */
  public record Part(String name, boolean direct, long bytesEach, long number) {
    long bytes() {
      return bytesEach * number;
    }
  }

  /** Shares out what this process has. */
  public static MemoryPlan ofProcess(boolean encrypted, int asked) {
    return of(
        Runtime.getRuntime().maxMemory(), PlatformDependent.maxDirectMemory(), encrypted, asked);
  }

  /**
   * Shares out.
   *
   * @throws IllegalArgumentException with one line if not even {@value #CONNECTIONS_MIN} sockets
   *     fit
   */
  public static MemoryPlan of(long heapBytes, long directBytes, boolean encrypted, int asked) {
    MemoryPlan none = new MemoryPlan(heapBytes, directBytes, encrypted, asked, 0);
    MemoryPlan one = new MemoryPlan(heapBytes, directBytes, encrypted, asked, 1);
    long byHeap = (none.heapMax() - none.sum(false)) / (one.sum(false) - none.sum(false));
    long byDirect = (none.directMax() - none.sum(true)) / (one.sum(true) - none.sum(true));
    long fit = Math.min(byHeap, byDirect);
    if (fit < CONNECTIONS_MIN) {
      throw new IllegalArgumentException(
          "heap: %s (expected: room for at least %d connections)"
              .formatted(mebibytes(heapBytes), CONNECTIONS_MIN));
    }
    return new MemoryPlan(heapBytes, directBytes, encrypted, asked, (int) Math.min(asked, fit));
  }

  /** All that clients have sent and is not a whole message yet, or came before a token. */
  public long inputBytes() {
    return leastBytes() / INPUT_PART;
  }

  /** The part of the input for those who have not shown a token; the rest is for those who have. */
  public long strangerBytes() {
    return inputBytes() / 2;
  }

  /** The memory for commands under way. */
  public long commandBytes() {
    return leastBytes() / COMMANDS_PART;
  }

  /** The bytes that wait to be sent, in outboxes and in the buffers of sockets. */
  public long outgoingBytes() {
    return leastBytes() / OUTGOING_PART;
  }

  /**
   * The smaller of both memories: what is on its way is partly in the one and partly in the other.
   */
  private long leastBytes() {
    return Math.min(heapBytes, directBytes);
  }

  long heapMax() {
    return heapBytes / 2;
  }

  long directMax() {
    return directBytes / 4 * 3;
  }

  /** Every buffer that connections have, with their number. */
  public List<Part> parts() {
    return List.of(
        new Part("socket", false, SOCKET_BYTES + (encrypted ? TLS_BYTES : 0), connections),
        new Part("one small item in an outbox", false, SessionLimits.OUTBOX_BYTES_MIN, connections),
        new Part("input", false, inputBytes(), 1),
        new Part("commands under way", false, commandBytes(), 1),
        new Part("outgoing", false, outgoingBytes(), 1),
        new Part("read buffer", true, READ_BYTES_MAX, connections),
        new Part("pinned write buffer", true, LoopBuffer.BYTES, connections),
        new Part("input not decoded yet", true, inputBytes(), 1),
        new Part("outgoing not with the kernel yet", true, outgoingBytes(), 1));
  }

  public long sum(boolean direct) {
    return parts().stream().filter(part -> part.direct() == direct).mapToLong(Part::bytes).sum();
  }

  /** One line for the log. */
  public String line() {
    return ("memory: %d connections; unfinished input %s, of it %s before a token; "
            + "commands %s; outgoing %s; heap %s")
        .formatted(
            connections,
            mebibytes(inputBytes()),
            mebibytes(strangerBytes()),
            mebibytes(commandBytes()),
            mebibytes(outgoingBytes()),
            mebibytes(heapBytes));
  }

  /** One line that says what was lowered; empty if all that was asked for fits. */
  public Optional<String> lowered() {
    return connections == asked
        ? Optional.empty()
        : Optional.of(
            ("limit.connections: %d is lowered to %d, which a heap of %s holds (expected: "
                    + "a larger DRAWBRIDGE_HEAP)")
                .formatted(asked, connections, mebibytes(heapBytes)));
  }

  private static String mebibytes(long bytes) {
    return String.format(Locale.ROOT, "%d MiB", bytes >> 20);
  }
}
