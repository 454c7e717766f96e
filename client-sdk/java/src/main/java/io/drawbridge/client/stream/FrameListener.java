package io.drawbridge.client.stream;

import io.drawbridge.protocol.frame.ServerFrame;

/**
 * Sees every frame as it arrives, before the client makes anything of it: duplicates, replies and
 * unknown events too. For load tests and audits.
 *
 * <p>Called on the socket's thread, one call at a time for a connection, in arrival order; it must
 * not block.
 */
@FunctionalInterface
public interface FrameListener {

  /**
   * A frame arrived.
   *
   * @param connection counts this client's connections from 1
   * @param nanoTime {@link System#nanoTime} at its arrival, before it was decoded
   */
  void onFrame(int connection, long nanoTime, ServerFrame frame);
}
