package io.drawbridge.server.audit.chain;

import io.drawbridge.server.failure.Failure;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in an export where a part begins.
 *
 * @param from the position of the export's first record
 * @param after the position of the last record that was given whole
 * @param skip how many characters were given of the one behind it
 */
public record ExportPlace(long from, long after, int skip) {
  private static final Pattern FORM =
      Pattern.compile("([0-9]{1,15})\\.([0-9]{1,15})\\.([0-9]{1,9})");

  /**
   * Reads a cursor.
   *
   * @throws Failure {@code invalid} if this server did not write the text
   */
  public static ExportPlace parse(String text) {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      throw Failure.invalid("after: not a cursor (expected: next of the part before)");
    }
    return new ExportPlace(
        Long.parseLong(parts.group(1)),
        Long.parseLong(parts.group(2)),
        Integer.parseInt(parts.group(3)));
  }

  public String text() {
    return from + "." + after + "." + skip;
  }
}
