package io.drawbridge.load.simulate;

import io.drawbridge.server.cluster.KernelTimer;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Keeps when the kernel kills a node; what lets time pass asks it, and does it. */
final class SimulatedTimer implements KernelTimer {
  private final LongSupplier nanos;
  private long armed;

  /** A timer that is not armed, by the clock of a node. */
  SimulatedTimer(LongSupplier nanos) {
    this.nanos = nanos;
  }

  @Override
  public long nowNanos() {
    return nanos.getAsLong();
  }

  @Override
  public void arm(long fromNanos, Duration after) {
    long at = fromNanos + after.toNanos();
    if (at > armed && at > nowNanos()) {
      armed = at;
    }
  }

  @Override
  public void disarm() {
    armed = 0;
  }

  boolean isArmed() {
    return armed != 0;
  }

  boolean isDue() {
    return isArmed() && nowNanos() >= armed;
  }

  /** The moment for which it is armed. */
  long armedNanos() {
    return armed;
  }
}
