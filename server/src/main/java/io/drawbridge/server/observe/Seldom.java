package io.drawbridge.server.observe;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Lets one line a minute into the log about what may come by the thousand, with how often it has
 * come. Thread-safe.
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

  /** It has come once more: how often since the last line, if it is time for one. */
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
