package io.drawbridge.server.edge.loop;

/** A connection that its loop looks at once a second, instead of a timer for each. */
public interface Ticking {
  void tick(long nowNanos);
}
