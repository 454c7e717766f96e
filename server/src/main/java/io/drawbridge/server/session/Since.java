package io.drawbridge.server.session;

import java.util.Optional;

/**
 * The {@code since} that {@code hello} and {@code session.resume} hand out: a moment of the
 * database's clock, in microseconds. Opaque to clients, and nothing but a lower bound: a forged one
 * shows its sender only states that are theirs to see.
 */
public record Since(long micros) {
  private static final String VERSION = "1.";
  private static final int RADIX = 36;

  /** Reads what a client sent back; empty if this server did not write it. */
  public static Optional<Since> parse(String text) {
    if (!text.startsWith(VERSION)) {
      return Optional.empty();
    }
    try {
      long micros = Long.parseLong(text, VERSION.length(), text.length(), RADIX);
      return micros < 0 ? Optional.empty() : Optional.of(new Since(micros));
    } catch (NumberFormatException foreign) {
      return Optional.empty();
    }
  }

  /** The text that goes over the wire. */
  public String text() {
    return VERSION + Long.toString(micros, RADIX);
  }
}
