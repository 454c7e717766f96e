package io.drawbridge.server.db;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This node's monotonic clock plus its measured distance to the database's clock. The distance is
 * taken at the middle of a round trip, of several the shortest, and measured again every few
 * seconds. Reading it is lock-free.
 */
public final class MeasuredClock implements DatabaseClock, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MeasuredClock.class);
  private static final Duration EVERY = Duration.ofSeconds(10);
  private static final int SAMPLES = 5;

  private final Database database;
  private final Thread refresher;

  /** The number to add to this node's monotonic microseconds. */
  private volatile long offsetMicros;

  private volatile long errorMicros;

  private MeasuredClock(Database database) {
    this.database = database;
    measure();
    this.refresher = Thread.ofVirtual().name("clock").unstarted(this::refresh);
  }

  /** Measures once, then keeps measuring until closed. */
  public static MeasuredClock start(Database database) {
    MeasuredClock clock = new MeasuredClock(database);
    clock.refresher.start();
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

  /** Half the round trip of the last measurement: how wrong the clock can be. */
  public Duration error() {
    return Duration.of(errorMicros, ChronoUnit.MICROS);
  }

  private void refresh() {
    boolean failing = false;
    while (!Thread.currentThread().isInterrupted()) {
      try {
        Thread.sleep(EVERY); // the rhythm itself: nothing is waited for
        measure();
        failing = false;
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        if (!failing) {
          LOG.atLevel(Outage.level(e))
              .setCause(e)
              .log("the database clock cannot be read; the last measurement stays in force");
        }
        failing = true;
      }
    }
  }

  private void measure() {
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

  @Override
  public void close() {
    refresher.interrupt();
  }

  private record Sample(long offsetMicros, long roundTripMicros) {}
}
