package io.drawbridge.server.edge;

/** One HTTP request that is being answered. */
interface Exchange {
  /** Ends it: the answer is with the kernel, or the socket is gone. On the loop. */
  void end();
}
