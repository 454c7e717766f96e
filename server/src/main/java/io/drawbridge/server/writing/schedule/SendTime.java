package io.drawbridge.server.writing.schedule;

import io.drawbridge.protocol.Limits;
import io.drawbridge.server.db.DatabaseClock;
import io.drawbridge.server.failure.Failure;
import java.time.Instant;

/** Reads when authors want messages sent. */
final class SendTime {
  private SendTime() {}

  /**
   * Reads it as clients send it.
   *
   * @throws Failure {@code invalid} if it is too near or too far
   */
  static Instant of(DatabaseClock clock, Instant at) {
    Instant now = clock.now();
    if (at.isBefore(now.plus(Limits.SCHEDULE_AHEAD_MIN))
        || at.isAfter(now.plus(Limits.SCHEDULE_AHEAD_MAX))) {
      throw Failure.invalid(
          "at: %s (expected: %d seconds to %d days ahead)"
              .formatted(
                  at, Limits.SCHEDULE_AHEAD_MIN.toSeconds(), Limits.SCHEDULE_AHEAD_MAX.toDays()));
    }
    return at;
  }
}
