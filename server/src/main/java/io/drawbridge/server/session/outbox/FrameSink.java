package io.drawbridge.server.session.outbox;

import io.drawbridge.protocol.frame.ErrorFrame;
import io.drawbridge.protocol.result.Result;

/**
 * Takes what the egress gate let pass in one drain of an outbox; the edge implements it over one
 * buffer that leaves in one write. On the loop only.
 */
public interface FrameSink {
  /**
   * Returns whether this write takes another item; once false, the rest waits for the next drain.
   */
  boolean open();

  void frame(EncodedFrame frame);

  void reply(long id, Result result);

  /** Takes a piece of a file; only what has asked for one is given any. */
  default void piece(byte[] bytes) {
    throw new IllegalStateException("a piece of a file (expected: where one was asked for)");
  }

  void error(ErrorFrame error);
}
