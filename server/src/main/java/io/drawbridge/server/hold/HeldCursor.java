package io.drawbridge.server.hold;

import io.drawbridge.server.failure.Failure;
import java.util.regex.Pattern;

/** A place in the order of what a hold keeps: what comes after it makes the next page. */
record HeldCursor(long conversation, long pos, int part, long number) {
  /** Comes before everything. */
  static final HeldCursor START = new HeldCursor(0, 0, 0, -1);

  private static final Pattern WRITTEN =
      Pattern.compile("([0-9]{1,19})-([0-9]{1,16})-([0-9])-([0-9]{1,19})");

  static HeldCursor parse(String text) {
    var parts = WRITTEN.matcher(text);
    if (parts.matches()) {
      try {
        return new HeldCursor(
            Long.parseLong(parts.group(1)),
            Long.parseLong(parts.group(2)),
            Integer.parseInt(parts.group(3)),
            Long.parseLong(parts.group(4)));
      } catch (NumberFormatException tooLarge) {
        // as any other text that is none
      }
    }
    throw Failure.invalid("after: not a cursor (expected: next of the page before)");
  }

  String written() {
    return "%d-%d-%d-%d".formatted(conversation, pos, part, number);
  }
}
