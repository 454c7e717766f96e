package io.drawbridge.client.chat.words;

/**
 * Makes text of others fit for a terminal: whatever could move the cursor, change colours or turn
 * the direction of writing is shown as its number instead of being done.
 */
public final class Printable {

  private Printable() {}

  /** One line: new lines are shown as numbers too. */
  public static String line(String text) {
    return escape(text, false);
  }

  /** Text whose new lines stay, with the following lines moved in. */
  public static String block(String text, String indent) {
    return escape(text, true).replace("\n", "\n" + indent);
  }

  private static String escape(String text, boolean keepNewLines) {
    StringBuilder out = new StringBuilder(text.length());
    text.replace("\r\n", "\n")
        .codePoints()
        .forEach(c -> {
          if (c == '\n' && keepNewLines) {
            out.append('\n');
          } else if (c == '\t') {
            out.append(' ');
          } else if (harmful(c)) {
            out.append(c < 0x100 ? "\\x%02x".formatted(c) : "\\u%04x".formatted(c));
          } else {
            out.appendCodePoint(c);
          }
        });
    return out.toString();
  }

  private static boolean harmful(int c) {
    return switch (Character.getType(c)) {
      // Format characters turn the direction of writing or hide; half pairs are no characters.
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          c != 0x200d; // joins the parts of an emoji
      default -> false;
    };
  }
}
