package io.drawbridge.protocol.text;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.ProtocolException;
import io.drawbridge.protocol.id.EmailRule;
import java.text.Normalizer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Refuses values that are out of bounds, in words for the one who sent them. Fields are named as on
 * the wire. Texts are never echoed: one of them may be a secret in the wrong field.
 */
public final class Check {

  /** Instants beyond are of no use to anybody and overflow elsewhere. */
  private static final Instant INSTANT_MAX = Instant.parse("9999-12-31T23:59:59Z");

  /** The most UTF-16 units that NFC joins into one character, as of a vowel with two marks. */
  private static final int NFC_SHRINKS_MAX = 4;

  /** Those with a place: "Area/City", or UTC; the others are old names and offsets. */
  private static final Set<String> TIME_ZONES =
      ZoneId.getAvailableZoneIds().stream()
          .filter(it -> it.equals("UTC") || it.contains("/"))
          .collect(Collectors.toUnmodifiableSet());

  private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]*+={0,2}+");

  private Check() {}

  public static void clientId(String value) {
    lengthAndCharacters("client_id", value, 1, Limits.CLIENT_ID_CHARS_MAX);
    printableAscii("client_id", value);
  }

  /**
   * A line to show beside somebody or something: not blank, no control characters. Returns it as it
   * is kept.
   */
  public static String name(String field, String value) {
    return visibleLine(field, value, Limits.NAME_CHARS_MAX);
  }

  public static String subject(String field, String value) {
    return visibleLine(field, value, Limits.SUBJECT_CHARS_MAX);
  }

  /** What a search looks for. */
  public static String query(String value) {
    return visibleLine("query", value, Limits.QUERY_CHARS_MAX);
  }

  /** A word of which somebody wants to hear. */
  public static String keyword(String value) {
    return visibleLine("keywords", value, Limits.KEYWORD_CHARS_MAX);
  }

  public static String device(String value) {
    return visibleLine("device", value, Limits.DEVICE_CHARS_MAX);
  }

  /** One line in which something is visible. */
  public static String visibleLine(String field, String value, int charsMax) {
    String line = line(field, value, charsMax);
    notBlank(field, line);
    return line;
  }

  /** One line, which may be empty, in the one form of Unicode in which lines are compared: NFC. */
  public static String line(String field, String value, int charsMax) {
    // What is too long even so is refused before the work of normalising it.
    if (value.length() > NFC_SHRINKS_MAX * charsMax) {
      lengthAndCharacters(field, value, 0, charsMax);
    }
    String line = Normalizer.normalize(value, Normalizer.Form.NFC);
    lengthAndCharacters(field, line, 0, charsMax);
    if (line.codePoints().anyMatch(Check::breaksLine)) {
      throw invalid(
          field, "a control character or a mark of direction (expected: one line of text)");
    }
    return line;
  }

  /** Several lines for a person, which may be empty. */
  public static void note(String field, Optional<String> value) {
    value.ifPresent(note -> {
      lengthAndCharacters(field, note, 0, Limits.NOTE_CHARS_MAX);
      multiLine(field, note);
      plainLinks(field, note);
    });
  }

  /** Several lines for a program, which may be empty. */
  public static void lines(String field, String value, int charsMax) {
    lengthAndCharacters(field, value, 0, charsMax);
    multiLine(field, value);
  }

  /**
   * The name of a slash command, without its slash: lower case, digits, {@code _} and {@code -}.
   */
  public static void slashName(String value) {
    lengthAndCharacters("name", value, 1, Limits.SLASH_NAME_CHARS_MAX);
    if (!value.chars().allMatch(c -> "abcdefghijklmnopqrstuvwxyz0123456789_-".indexOf(c) >= 0)) {
      throw invalid("name", "a character out of range (expected: a to z, 0 to 9, _ and -)");
    }
  }

  /** The text of a message: UTF-8 bytes count, and something has to be visible. */
  public static void text(String field, String value) {
    // The count of chars is a lower bound of the count of bytes and saves counting a huge text.
    if (value.length() > Limits.TEXT_BYTES_MAX || utf8Bytes(value) > Limits.TEXT_BYTES_MAX) {
      throw new ProtocolException(
          ErrorCode.TOO_LARGE,
          field,
          "more than allowed (expected: at most %d bytes of UTF-8)"
              .formatted(Limits.TEXT_BYTES_MAX));
    }
    characters(field, value);
    multiLine(field, value);
    plainLinks(field, value);
    notBlank(field, value);
  }

  public static void email(String field, String value) {
    lengthAndCharacters(field, value, 3, Limits.EMAIL_CHARS_MAX);
    if (EmailRule.normal(value).isEmpty()) {
      throw invalid(field, "not an email address (expected: name@domain)");
    }
  }

  /** One emoji; returned in the one way in which it is kept, so that what looks alike is alike. */
  public static String emoji(String value) {
    lengthAndCharacters("emoji", value, 1, Limits.EMOJI_CHARS_MAX);
    return Emoji.canonical(value)
        .orElseThrow(() -> invalid("emoji", "not an emoji (expected: one emoji of Unicode)"));
  }

  /** The name of a time zone, or nothing to name none. */
  public static void timeZone(String value) {
    lengthAndCharacters("time_zone", value, 0, Limits.TIME_ZONE_CHARS_MAX);
    if (!value.isEmpty() && !TIME_ZONES.contains(value)) {
      throw invalid("time_zone", "no time zone (expected: a name of the IANA, or nothing)");
    }
  }

  /** A day, as in 2026-05-01. */
  public static void date(String value) {
    try {
      LocalDate.parse(value);
    } catch (DateTimeParseException none) {
      throw invalid("date", "no date (expected: a day such as 2026-05-01)");
    }
  }

  public static void password(String field, Secret value) {
    lengthAndCharacters(field, value.value(), Limits.PASSWORD_CHARS_MIN, Limits.PASSWORD_CHARS_MAX);
  }

  /** A password that somebody claims to have: any length that could be one. */
  public static void passwordGiven(String field, Secret value) {
    lengthAndCharacters(field, value.value(), 1, Limits.PASSWORD_CHARS_MAX);
  }

  public static void token(String field, Secret value) {
    lengthAndCharacters(field, value.value(), 1, Limits.TOKEN_CHARS_MAX);
    printableAscii(field, value.value());
  }

  /** The name that a tab of a browser made up for itself. */
  public static void tab(Optional<String> value) {
    value.ifPresent(tab -> {
      lengthAndCharacters("tab", tab, 1, Limits.CLIENT_ID_CHARS_MAX);
      printableAscii("tab", tab);
    });
  }

  /** A key by which what is sent twice is done once. */
  public static void idempotencyKey(String value) {
    lengthAndCharacters("idempotency_key", value, 1, Limits.CLIENT_ID_CHARS_MAX);
    printableAscii("idempotency_key", value);
  }

  /** A URL; what it has to be is asked by who calls it. */
  public static void url(String field, Secret value) {
    lengthAndCharacters(field, value.value(), 1, Limits.URL_CHARS_MAX);
    printableAscii(field, value.value());
  }

  /** A claim code as somebody typed it. */
  public static void claimCode(String field, Secret value) {
    lengthAndCharacters(field, value.value(), 1, Limits.CLAIM_CODE_CHARS_MAX);
  }

  /** Bytes in base64, with its padding. */
  public static void base64(String field, String value, int bytesMax) {
    lengthAndCharacters(field, value, 4, (bytesMax + 2) / 3 * 4);
    if (value.length() % 4 != 0 || !BASE64.matcher(value).matches()) {
      throw invalid(field, "no bytes (expected: base64 with its padding)");
    }
  }

  /** A text that the server gave and understands again. */
  public static void cursor(String field, String value) {
    lengthAndCharacters(field, value, 1, Limits.CURSOR_CHARS_MAX);
    printableAscii(field, value);
  }

  public static void pos(String field, long value) {
    if (value < 0) {
      throw invalid(field, value + " (expected: >= 0)");
    }
    range(field, value, 0, Limits.NUMBER_MAX);
  }

  public static void pos(String field, Optional<Long> value) {
    value.ifPresent(pos -> pos(field, pos));
  }

  public static void range(String field, long value, long min, long max) {
    if (value < min || value > max) {
      throw invalid(field, "%d (expected: %d to %d)".formatted(value, min, max));
    }
  }

  public static void listPage(Optional<Integer> limit) {
    limit.ifPresent(entries -> range("limit", entries, 1, Limits.LIST_PAGE_MAX));
  }

  public static void historyPage(Optional<Integer> limit) {
    limit.ifPresent(messages -> range("limit", messages, 1, Limits.HISTORY_PAGE_MAX));
  }

  public static void instant(String field, Optional<Instant> value) {
    value.ifPresent(at -> {
      if (at.isBefore(Instant.EPOCH) || at.isAfter(INSTANT_MAX)) {
        throw invalid(field, "out of range (expected: a time from 1970 to 9999)");
      }
    });
  }

  /** A copy of the list, which has at most {@code max} elements. */
  public static <T> List<T> list(String field, List<T> values, int max) {
    if (values.size() > max) {
      throw invalid(field, "%d elements (expected: at most %d)".formatted(values.size(), max));
    }
    return List.copyOf(values);
  }

  /** A copy of the list, which has at least one element and at most {@code max}. */
  public static <T> List<T> several(String field, List<T> values, int max) {
    if (values.isEmpty()) {
      throw invalid(field, "none (expected: 1 to %d)".formatted(max));
    }
    return list(field, values, max);
  }

  public static void exactlyOne(String fields, Optional<?>... values) {
    int present = present(values);
    if (present != 1) {
      throw invalid(fields, "%d given (expected: exactly one)".formatted(present));
    }
  }

  public static void atMostOne(String fields, Optional<?>... values) {
    int present = present(values);
    if (present > 1) {
      throw invalid(fields, "%d given (expected: at most one)".formatted(present));
    }
  }

  public static ProtocolException invalid(String field, String problem) {
    return new ProtocolException(ErrorCode.INVALID, field, problem);
  }

  private static int present(Optional<?>... values) {
    int present = 0;
    for (Optional<?> value : values) {
      present += value.isPresent() ? 1 : 0;
    }
    return present;
  }

  private static void lengthAndCharacters(String field, String value, int min, int max) {
    int length = value.codePointCount(0, value.length());
    if (length < min || length > max) {
      throw invalid(field, "%d characters (expected: %d to %d)".formatted(length, min, max));
    }
    characters(field, value);
  }

  /** PostgreSQL cannot store NUL, and nobody can encode half a surrogate pair. */
  private static void characters(String field, String value) {
    for (int at = 0; at < value.length(); at++) {
      char c = value.charAt(at);
      if (c == 0) {
        throw invalid(field, "a NUL character (expected: none)");
      }
      if (Character.isSurrogate(c)) {
        boolean pair =
            Character.isHighSurrogate(c)
                && at + 1 < value.length()
                && Character.isLowSurrogate(value.charAt(at + 1));
        if (!pair) {
          throw invalid(field, "half a surrogate pair (expected: whole characters)");
        }
        at++;
      }
    }
  }

  private static void multiLine(String field, String value) {
    if (value
        .chars()
        .anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\t' && c != '\r')) {
      throw invalid(field, "a control character (expected: none but new lines and tabs)");
    }
  }

  private static void printableAscii(String field, String value) {
    if (!value.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw invalid(field, "a character out of range (expected: printable ASCII, no spaces)");
    }
  }

  private static void notBlank(String field, String value) {
    if (!Marks.isVisible(value)) {
      throw invalid(field, "blank (expected: something visible)");
    }
  }

  private static void plainLinks(String field, String value) {
    if (Marks.disguisesLink(value)) {
      throw invalid(field, "a link turned by a mark of direction (expected: a link as it reads)");
    }
  }

  /** Controls, line separators, and the marks that turn the direction of what is beside them. */
  private static boolean breaksLine(int c) {
    return Character.isISOControl(c) || c == 0x2028 || c == 0x2029 || Marks.turns(c);
  }

  private static int utf8Bytes(String value) {
    int bytes = 0;
    for (int at = 0; at < value.length(); at++) {
      char c = value.charAt(at);
      // A surrogate pair is four bytes: two for each half.
      bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
    return bytes;
  }
}
