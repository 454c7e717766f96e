package io.drawbridge.server.mail;

import io.drawbridge.server.db.DatabaseClock;
import java.time.Instant;

/** A moment in November 2023, for mails whose date is of no importance. */
public final class StoppedClock implements DatabaseClock {
  private static final long SECONDS = 1_700_000_000;

  @Override
  public long nowMicros() {
    return SECONDS * 1_000_000;
  }

  @Override
  public Instant now() {
    return Instant.ofEpochSecond(SECONDS);
  }
}
