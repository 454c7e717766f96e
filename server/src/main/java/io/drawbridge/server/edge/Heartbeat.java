package io.drawbridge.server.edge;

import java.time.Duration;

/** The silence of one client: when to ask whether it is there, and when to give it up. */
final class Heartbeat {
  private final long pingEveryNanos;
  private final long idleMaxNanos;
  private long heardNanos;
  private long pingedNanos;

  Heartbeat(Duration pingEvery, Duration idleMax, long nowNanos) {
    this.pingEveryNanos = pingEvery.toNanos();
    this.idleMaxNanos = idleMax.toNanos();
    this.heardNanos = nowNanos;
    this.pingedNanos = nowNanos;
  }

  enum Advice {
    WAIT,
    PING,
    IDLE
  }

  /** Notes that the client sent anything at all. */
  void heard(long nowNanos) {
    heardNanos = nowNanos;
  }

  /**
   * Says what is to be done now.
   *
   * @param writable whether a ping can be written; without it none is asked for
   */
  Advice look(long nowNanos, boolean writable) {
    long silent = nowNanos - heardNanos;
    if (silent >= idleMaxNanos) {
      return Advice.IDLE;
    }
    if (silent < pingEveryNanos || nowNanos - pingedNanos < pingEveryNanos || !writable) {
      return Advice.WAIT;
    }
    pingedNanos = nowNanos;
    return Advice.PING;
  }
}
