package io.drawbridge.protocol.text;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells characters that show from those that do not, and marks that turn what others read. */
public final class Marks {
  /** The beginning of a link, as pages and apps find it in plain text. */
  private static final Pattern LINK =
      Pattern.compile("(?:https?|ftp)://|www\\.|mailto:", Pattern.CASE_INSENSITIVE);

  private Marks() {}

  /**
   * Returns whether something of the text shows: not only spaces, marks without a letter, and
   * fillers.
   */
  public static boolean isVisible(String text) {
    return text.codePoints().anyMatch(Marks::isVisible);
  }

  private static boolean isVisible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.NON_SPACING_MARK,
          Character.ENCLOSING_MARK,
          Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      // Letters and a symbol of Unicode that fonts draw as nothing: Hangul fillers, blank Braille.
      default -> c != 0x115f && c != 0x1160 && c != 0x3164 && c != 0xffa0 && c != 0x2800;
    };
  }

  /**
   * Returns whether the character has the property <a
   * href="https://www.unicode.org/reports/tr9/">Bidi_Control</a>: it turns the direction of text
   * beside it and is not seen itself.
   */
  public static boolean turns(int c) {
    return c == 0x061c
        || c == 0x200e
        || c == 0x200f
        || (c >= 0x202a && c <= 0x202e)
        || (c >= 0x2066 && c <= 0x2069);
  }

  /**
   * Returns whether a link in the text shows as another than it is: a mark that turns stands in it,
   * or an override opened before it in the same line still reigns.
   */
  public static boolean disguisesLink(String text) {
    return text.codePoints().anyMatch(Marks::turns) && text.lines().anyMatch(Marks::disguised);
  }

  private static boolean disguised(String line) {
    Matcher link = LINK.matcher(line);
    int from = 0;
    Deque<Character> open = new ArrayDeque<>();
    while (link.find(from)) {
      open(open, line, from, link.start());
      if (open.contains('\u202d') || open.contains('\u202e')) {
        return true;
      }
      int end = link.start();
      while (end < line.length() && !endsLink(line.charAt(end))) {
        if (turns(line.charAt(end))) {
          return true;
        }
        end++;
      }
      from = end;
    }
    return false;
  }

  /** White space, and what closes something that was opened before the link. */
  private static boolean endsLink(char c) {
    return Character.isWhitespace(c) || c == '\u202c' || c == '\u2069';
  }

  /** Follows what is opened and closed, as the rules X1 to X8 of the bidirectional algorithm. */
  private static void open(Deque<Character> open, String line, int from, int to) {
    for (char c : line.substring(from, to).toCharArray()) {
      switch (c) {
        case '\u202a', '\u202b', '\u202d', '\u202e', '\u2066', '\u2067', '\u2068' -> open.push(c);
        case '\u202c' -> {
          if (!open.isEmpty() && !isolates(open.getFirst())) {
            open.pop();
          }
        }
        case '\u2069' -> {
          if (open.stream().anyMatch(Marks::isolates)) {
            while (!isolates(open.pop())) {
              // An isolate's end closes what was left open within it.
            }
          }
        }
        default -> {}
      }
    }
  }

  private static boolean isolates(char c) {
    return c >= '\u2066' && c <= '\u2068';
  }
}
