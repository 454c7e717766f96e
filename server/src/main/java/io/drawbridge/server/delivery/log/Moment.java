package io.drawbridge.server.delivery.log;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The state of a domain: its epoch, its mark and the time.
 *
 * @param epoch of its last change
 * @param mark all positions given before that change are at or below it
 * @param clockMicros the database's time, in microseconds since 1970
 */
public record Moment(long epoch, long mark, long clockMicros) {
  public static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  public static long micros(Instant at) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, at);
  }
}
