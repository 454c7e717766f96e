package io.drawbridge.load.history.model;

import org.jspecify.annotations.Nullable;

/** The server and the model do not agree. */
public final class Difference extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public Difference(String what, Object expected, @Nullable Object actual) {
    super("%s%n  expected: %s%n  actual:   %s".formatted(what, expected, actual));
  }
}
