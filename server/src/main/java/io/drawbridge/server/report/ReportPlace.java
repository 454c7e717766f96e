package io.drawbridge.server.report;

import io.drawbridge.server.failure.Failure;

/** A place in a list of reports, where a page ends: the time of a report, then its number. */
record ReportPlace(long mark, long id) {
  /** Before the first; a time that PostgreSQL still adds to its epoch. */
  static final ReportPlace BEGIN = new ReportPlace(1L << 52, Long.MAX_VALUE);

  private static final int RADIX = 36;

  String text() {
    return Long.toString(mark, RADIX) + "." + Long.toString(id, RADIX);
  }

  /**
   * Reads what {@link #text} wrote.
   *
   * @throws Failure {@code invalid} if it is none
   */
  static ReportPlace parse(String text) {
    int dot = text.indexOf('.');
    try {
      if (dot > 0) {
        long mark = Long.parseLong(text, 0, dot, RADIX);
        long id = Long.parseLong(text, dot + 1, text.length(), RADIX);
        if (mark >= 0 && mark <= BEGIN.mark()) {
          return new ReportPlace(mark, id);
        }
      }
    } catch (NumberFormatException foreign) {
      throw refused();
    }
    throw refused();
  }

  private static Failure refused() {
    return Failure.invalid("after: not from this server (expected: the next of the page before)");
  }
}
