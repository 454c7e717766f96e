package io.drawbridge.server.mail.letter;

import java.util.regex.Pattern;

/**
 * Makes words of a person fit to stand in a mail of ours: one line, nothing invisible, nothing that
 * turns the text around it, and nothing that a mail program makes into a link. Somebody who may
 * name a conversation could otherwise send strangers links over our name.
 *
 * <p>Links stay readable: {@code https://evil.example/x} becomes {@code
 * https[:]//evil[.]example/x}. Zero-width characters would not do, because browsers drop them from
 * host names (<a href="https://www.unicode.org/reports/tr46/#IDNA_Mapping_Table">UTS 46</a>).
 */
public final class PlainWords {
  /** Controls, line ends, and format characters but the two joiners that scripts and emoji need. */
  private static final Pattern ODD =
      Pattern.compile("[\\p{Cc}\\u2028\\u2029]+|[\\p{Cf}&&[^\\u200c\\u200d]]+");

  private static final String IGNORED = "[\\u200c\\u200d\\p{M}]*";

  /** The characters that end the label of a host name. */
  private static final String FULL_STOP = "[.\\uff0e\\u2024]";

  /**
   * A full stop before what may be the last label of a host name; after {@code www}; the first of
   * an IPv4 address; and between Latin letters the one that other scripts write.
   */
  private static final Pattern DOT =
      Pattern.compile(
          String.join(
              "|",
              "(?<=[\\p{L}\\p{N}\\p{M}\\u200c\\u200d_-])%s(?=%s\\p{L}%s\\p{L})"
                  .formatted(FULL_STOP, IGNORED, IGNORED),
              "(?<=[wW]{3})" + FULL_STOP,
              "(?<=\\d)\\.(?=(?:\\d{1,3}\\.){2}\\d{1,3}(?!\\d))",
              "(?<=[a-zA-Z0-9])[\\u3002\\uff61](?=[a-zA-Z]{2})"));

  private static final Pattern SCHEME = Pattern.compile("(?i)(?<=[a-z]):(?=/)");
  private static final Pattern BARE_SCHEME =
      Pattern.compile("(?i)\\b(mailto|tel|sms|callto|sip|sips|xmpp|skype|data|javascript):");

  /** Right-to-left letters and numbers. */
  private static final Pattern TURNS =
      Pattern.compile(
          "[\\p{IsHebrew}\\p{IsArabic}\\p{IsSyriac}\\p{IsThaana}\\p{IsNko}\\p{IsAdlam}]");

  private static final char FIRST_STRONG_ISOLATE = '\u2068';
  private static final char POP_ISOLATE = '\u2069';

  private PlainWords() {}

  /** The words, as they can be shown anywhere. */
  public static String of(String given) {
    String visible =
        ODD.matcher(given)
            .replaceAll(odd -> odd.group().codePoints().anyMatch(PlainWords::breaksLine) ? " " : "")
            .strip();
    String schemes =
        BARE_SCHEME.matcher(SCHEME.matcher(visible).replaceAll("[:]")).replaceAll("$1[:]");
    return DOT.matcher(schemes).replaceAll("[.]");
  }

  private static boolean breaksLine(int c) {
    return Character.getType(c) != Character.FORMAT;
  }

  /** The same inside a sentence of ours, which words of the other direction must not turn. */
  public static String within(String given) {
    String words = of(given);
    return TURNS.matcher(words).find() ? FIRST_STRONG_ISOLATE + words + POP_ISOLATE : words;
  }
}
