package io.drawbridge.server.session;

import io.drawbridge.protocol.CloseCode;

/**
 * One socket, as the sessions see it; the edge implements it. A connection lives on one event loop;
 * {@link #execute} runs a task there, in order.
 */
public interface Connection {
  void execute(Runnable task);

  boolean inLoop();

  /** Asks for one drain of the outbox on the loop; calls between two drains count as one. */
  void wake();

  /** Sends the close frame after what is already behind the gate, then closes. */
  void close(CloseCode code, String reason);

  /**
   * Like {@link #close}, once the commands under way are answered; those that still come are
   * refused as {@code unavailable}. Any thread.
   */
  default void retire(CloseCode code, String reason) {
    close(code, reason);
  }

  /**
   * Throws away what is written but not yet flushed to the kernel, and resets the socket. Called on
   * the loop by a fence when {@link #hasUnflushed} says that bytes are stuck behind the gate.
   */
  void reset(CloseCode code);

  /**
   * Returns whether bytes are behind the gate but not yet handed to the kernel. Call on the loop.
   */
  boolean hasUnflushed();

  /** The index of the event loop, for one task per loop. */
  int loop();

  /** Its number among the connections of the same event loop, later ones higher. Any thread. */
  default long arrival() {
    return 0;
  }
}
