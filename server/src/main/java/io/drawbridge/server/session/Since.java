package io.drawbridge.server.session;

import io.drawbridge.server.db.DatabaseClock;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The {@code since} that {@code hello} and {@code session.resume} hand out: a moment of the
 * database's clock. Opaque to clients, and nothing but a lower bound: a forged one shows its sender
 * only states that are theirs to see.
 *
 * @param incarnation which life of the database it is of
 * @param micros microseconds
 */
public record Since(String incarnation, long micros) {
  private static final String VERSION = "2";
  private static final int RADIX = 36;
  private static final Pattern TEXT =
      Pattern.compile(VERSION + "\\.([a-z0-9]+)\\.([a-z0-9]{1,13})");

  /** The present moment. */
  public static Since now(DatabaseClock clock) {
    return new Since(clock.incarnation(), clock.nowMicros());
  }

  /** Reads what a client sent back; empty if this server did not write it. */
  public static Optional<Since> parse(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Since(parts.group(1), Long.parseLong(parts.group(2), RADIX)));
    } catch (NumberFormatException beyondALong) {
      return Optional.empty();
    }
  }

  /** The text that goes over the wire. */
  public String text() {
    return "%s.%s.%s".formatted(VERSION, incarnation, Long.toString(micros, RADIX));
  }
}
