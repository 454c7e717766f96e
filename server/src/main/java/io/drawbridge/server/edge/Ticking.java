package io.drawbridge.server.edge;

/** A connection that its loop looks at once a second, instead of a timer for each. */
interface Ticking {
  void tick(long nowNanos);
}
