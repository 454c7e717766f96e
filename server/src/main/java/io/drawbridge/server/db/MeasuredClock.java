package io.drawbridge.server.db;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jdbi.v3.core.Handle;

/**
 * This node's monotonic clock plus its measured distance to the database's clock. The distance is
 * taken at the middle of a round trip, of several the shortest, and measured again every few
 * seconds. Reading it is lock-free.
 */
public final class MeasuredClock implements DatabaseClock {
  /** The time from one measurement to the next. */
  public static final Duration EVERY = Duration.ofSeconds(10);

  private static final int SAMPLES = 5;

  private final Database database;
  private final String incarnation;

  /** The number to add to this node's monotonic microseconds. */
  private volatile long offsetMicros;

  private volatile long errorMicros;

  private MeasuredClock(Database database, String incarnation) {
    this.database = database;
    this.incarnation = incarnation;
  }

  /** Measures once; the keeper of the clock calls {@link #measure} again and again. */
  public static MeasuredClock measured(Database database, String incarnation) {
    MeasuredClock clock = new MeasuredClock(database, incarnation);
    clock.measure();
    return clock;
  }

  @Override
  public long nowMicros() {
    return monotonicMicros() + offsetMicros;
  }

  @Override
  public Instant now() {
    return Instant.EPOCH.plus(nowMicros(), ChronoUnit.MICROS);
  }

  @Override
  public String incarnation() {
    return incarnation;
  }

  /** Half the round trip of the last measurement: how wrong the clock can be. */
  public Duration error() {
    return Duration.of(errorMicros, ChronoUnit.MICROS);
  }

  /**
   * Measures again; called every {@link #EVERY}. Blocks. If it fails, the last one stays in force.
   */
  public void measure() {
    Sample best = database.query(MeasuredClock::bestOf);
    offsetMicros = best.offsetMicros();
    errorMicros = best.roundTripMicros() / 2;
  }

  private static Sample bestOf(Handle handle) {
    Sample best = sample(handle);
    for (int i = 1; i < SAMPLES; i++) {
      Sample next = sample(handle);
      if (next.roundTripMicros() < best.roundTripMicros()) {
        best = next;
      }
    }
    return best;
  }

  private static Sample sample(Handle handle) {
    long before = monotonicMicros();
    long there =
        handle
            .createQuery("select (extract(epoch from clock_timestamp()) * 1000000)::bigint")
            .mapTo(Long.class)
            .one();
    long after = monotonicMicros();
    return new Sample(there - (before + after) / 2, after - before);
  }

  private static long monotonicMicros() {
    return System.nanoTime() / 1000;
  }

  private record Sample(long offsetMicros, long roundTripMicros) {}
}
