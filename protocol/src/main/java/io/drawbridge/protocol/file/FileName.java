package io.drawbridge.protocol.file;

import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.text.Check;
import java.util.Set;

/**
 * The rule of file names: one visible line, no path, and nothing that makes it look like another
 * name. A name is shown and offered for saving, and never used as a path by the server.
 */
public final class FileName {
  private static final String SEPARATORS = "/\\:";
  private static final Set<String> FOLDERS = Set.of(".", "..");
  private static final String UNNAMED = "file";

  private FileName() {}

  /**
   * Checks a name, and returns it as it is kept.
   *
   * @throws io.drawbridge.protocol.ProtocolException if it is no such name
   */
  public static String check(String field, String given) {
    String name = Check.line(field, given, Limits.FILE_NAME_CHARS_MAX);
    if (name.isEmpty() || !name.strip().equals(name) || FOLDERS.contains(name)) {
      throw Check.invalid(field, "not a name (expected: such as report.pdf)");
    }
    if (name.codePoints().anyMatch(c -> !allowed(c))) {
      throw Check.invalid(
          field, "with a separator or a hidden character (expected: a name without a path)");
    }
    return name;
  }

  /** The nearest name that is allowed, of what a file is called elsewhere. */
  public static String of(String given) {
    String last = given.substring(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1);
    StringBuilder name = new StringBuilder();
    last.codePoints().map(c -> allowed(c) ? c : '_').forEach(name::appendCodePoint);
    String whole = name.toString().strip();
    int chars = whole.codePointCount(0, whole.length());
    if (chars > Limits.FILE_NAME_CHARS_MAX) {
      // Its end tells what it is.
      int from = whole.offsetByCodePoints(0, chars - Limits.FILE_NAME_CHARS_MAX);
      whole = whole.substring(from).strip();
    }
    return whole.isEmpty() || FOLDERS.contains(whole) ? UNNAMED : whole;
  }

  private static boolean allowed(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> SEPARATORS.indexOf(c) < 0;
    };
  }
}
