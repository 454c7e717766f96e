package io.drawbridge.protocol.notify;

import io.drawbridge.protocol.text.Check;

/**
 * Quiet hours that come every week.
 *
 * @param day the day on which they begin, 1 for Monday to 7 for Sunday
 * @param from the minute of that day at which they begin, 0 to 1439
 * @param to the minute at which they end, 0 to 1440: on the next day if it is not after {@code
 *     from}
 */
public record QuietSpan(int day, int from, int to) {
  private static final int DAYS = 7;
  private static final int MINUTES = 24 * 60;

  /** Checks the fields. */
  public QuietSpan {
    Check.range("day", day, 1, DAYS);
    Check.range("from", from, 0, MINUTES - 1);
    Check.range("to", to, 0, MINUTES);
  }
}
