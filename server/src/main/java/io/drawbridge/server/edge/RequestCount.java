package io.drawbridge.server.edge;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts the request of one socket among all that are under way. On the socket's loop. */
final class RequestCount {
  private final AtomicInteger all;
  private boolean underWay;

  RequestCount(AtomicInteger all) {
    this.all = all;
  }

  void begin() {
    if (!underWay) {
      underWay = true;
      all.incrementAndGet();
    }
  }

  void end() {
    if (underWay) {
      underWay = false;
      all.decrementAndGet();
    }
  }

  boolean underWay() {
    return underWay;
  }
}
