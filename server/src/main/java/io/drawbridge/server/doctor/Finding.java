package io.drawbridge.server.doctor;

/**
 * The result of one check.
 *
 * @param name what was checked
 * @param ok whether the server can run with it
 * @param detail one line, without secrets
 */
public record Finding(String name, boolean ok, String detail) {
  static Finding ok(String name, String detail) {
    return new Finding(name, true, detail);
  }

  static Finding fail(String name, String detail) {
    return new Finding(name, false, detail);
  }

  /** A finding that all is well, and could be better. */
  static Finding note(String name, String detail) {
    return new Finding(name, true, "note: " + detail);
  }

  /** The finding as it is printed. */
  public String line() {
    return "%-4s  %-18s %s".formatted(ok ? "ok" : "FAIL", name, detail);
  }
}
