package io.drawbridge.server.mail.letter;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The content of a mail about what somebody has not read.
 *
 * @param lines in their order; at least one
 */
public record NoticeLines(List<Line> lines) {
  private static final int CHARS_MAX = 500;
  private static final int LINES_MAX = 12;

  /** The beginning of a text as a mail shows it: some lines, and a sign that there is more. */
  public static List<String> shown(String text) {
    List<String> lines = text.lines().toList();
    String some = String.join("\n", lines.subList(0, Math.min(lines.size(), LINES_MAX)));
    int end =
        some.codePointCount(0, some.length()) <= CHARS_MAX
            ? some.length()
            : some.offsetByCodePoints(0, CHARS_MAX);
    boolean more = lines.size() > LINES_MAX || end < some.length();
    return (some.substring(0, end) + (more ? " …" : "")).lines().map(PlainWords::of).toList();
  }

  /** The things that a line tells. */
  public enum What {
    MENTION,
    FILE_SHARED,
    FILE_VERSION,
    MESSAGE
  }

  /**
   * One message.
   *
   * @param author who wrote it
   * @param title of its conversation, absent where a mail must not name it
   * @param text what it says, absent where a mail must not
   */
  public record Line(
      What what, String author, Optional<String> title, Optional<String> text, Instant at) {
    /** Neither names nor text. */
    @Override
    public String toString() {
      return "Line[" + what + "]";
    }
  }
}
