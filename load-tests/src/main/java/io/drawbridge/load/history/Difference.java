package io.drawbridge.load.history;

/** The server and the model do not agree. */
final class Difference extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Difference(String what, Object expected, Object actual) {
    super("%s%n  expected: %s%n  actual:   %s".formatted(what, expected, actual));
  }
}
