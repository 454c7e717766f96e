package io.drawbridge.server.observe;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Lets one line a minute into the log about something that may come by the thousand, with the
 * number of times it has come. Thread-safe.
 */
public final class Seldom {
  private static final Duration EVERY = Duration.ofMinutes(1);

  private final LongSupplier nanos;
  private OptionalLong said = OptionalLong.empty();
  private long since;

  public Seldom() {
    this(System::nanoTime);
  }

  Seldom(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** Counts one more; the number since the last line, if it is time for a line. */
  public synchronized OptionalLong line() {
    since++;
    long now = nanos.getAsLong();
    if (said.isPresent() && now - said.getAsLong() < EVERY.toNanos()) {
      return OptionalLong.empty();
    }
    said = OptionalLong.of(now);
    long times = since;
    since = 0;
    return OptionalLong.of(times);
  }
}
