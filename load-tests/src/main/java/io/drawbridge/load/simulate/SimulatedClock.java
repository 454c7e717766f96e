package io.drawbridge.load.simulate;

import io.drawbridge.server.db.DatabaseClock;
import java.time.Instant;

/** Tells the time of the database, which is that of the simulation. */
record SimulatedClock(Timeline timeline) implements DatabaseClock {
  @Override
  public long nowMicros() {
    return timeline.now() / 1_000;
  }

  @Override
  public Instant now() {
    return Instant.EPOCH.plusNanos(timeline.now());
  }
}
