package io.drawbridge.protocol.text;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tells what one emoji is, and writes it in one way only: fully qualified, as <a
 * href="https://www.unicode.org/reports/tr51/#Emoji_Sequences">UTS 51</a> has it, so that what
 * looks alike is alike. Which characters are emoji is what the JDK's Unicode knows.
 */
public final class Emoji {
  private static final int TEXT_STYLE = 0xfe0e;
  private static final int EMOJI_STYLE = 0xfe0f;
  private static final int JOINER = 0x200d;
  private static final int KEYCAP = 0x20e3;
  private static final int FLAG_A = 0x1f1e6;
  private static final int FLAG_Z = 0x1f1ff;
  private static final int BLACK_FLAG = 0x1f3f4;
  private static final int TAG_BEGIN = 0xe0000;
  private static final int TAG_END = 0xe007f;

  private static final Set<String> REGIONS =
      Stream.concat(
              Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA2).stream(),
              Stream.of("AC", "CP", "DG", "EA", "EU", "IC", "TA", "UN", "XK"))
          .collect(Collectors.toUnmodifiableSet());

  /** England, Scotland, Wales: the flags that are written with tags. */
  private static final Set<String> SUBREGIONS = Set.of("gbeng", "gbsct", "gbwls");

  private Emoji() {}

  /** The one way to write the emoji; empty if the text is not one emoji. */
  public static Optional<String> canonical(String text) {
    int[] points =
        Normalizer.normalize(text, Normalizer.Form.NFC)
            .codePoints()
            .filter(c -> c != TEXT_STYLE && c != EMOJI_STYLE)
            .toArray();
    if (points.length == 0) {
      return Optional.empty();
    }
    if (points.length == 2 && points[1] == KEYCAP) {
      return "0123456789#*".indexOf(points[0]) < 0
          ? Optional.empty()
          : Optional.of(string(points[0], EMOJI_STYLE, KEYCAP));
    }
    if (isFlagLetter(points[0])) {
      return flag(points);
    }
    if (points.length > 1 && points[0] == BLACK_FLAG && isTag(points[1])) {
      return tagged(points);
    }
    return joined(points);
  }

  private static Optional<String> flag(int[] points) {
    if (points.length != 2 || !isFlagLetter(points[1])) {
      return Optional.empty();
    }
    String region = string('A' + points[0] - FLAG_A, 'A' + points[1] - FLAG_A);
    return REGIONS.contains(region) ? Optional.of(string(points)) : Optional.empty();
  }

  private static Optional<String> tagged(int[] points) {
    StringBuilder region = new StringBuilder();
    for (int at = 1; at < points.length - 1; at++) {
      if (!isTag(points[at])) {
        return Optional.empty();
      }
      region.appendCodePoint(points[at] - TAG_BEGIN);
    }
    return points[points.length - 1] == TAG_END && SUBREGIONS.contains(region.toString())
        ? Optional.of(string(points))
        : Optional.empty();
  }

  /** One emoji, or several that a joiner makes one; each may have a skin tone. */
  private static Optional<String> joined(int[] points) {
    StringBuilder written = new StringBuilder();
    int at = 0;
    while (true) {
      if (at == points.length || !isWhole(points[at])) {
        return Optional.empty();
      }
      int emoji = points[at++];
      written.appendCodePoint(emoji);
      if (at < points.length
          && Character.isEmojiModifier(points[at])
          && Character.isEmojiModifierBase(emoji)) {
        written.appendCodePoint(points[at++]);
      } else if (!Character.isEmojiPresentation(emoji)) {
        written.appendCodePoint(EMOJI_STYLE);
      }
      if (at == points.length) {
        return Optional.of(written.toString());
      }
      if (points[at++] != JOINER) {
        return Optional.empty();
      }
      written.appendCodePoint(JOINER);
    }
  }

  /** An emoji by itself: not a digit, not half a flag, not a skin tone without anybody. */
  private static boolean isWhole(int c) {
    return c > 0x7f && Character.isEmoji(c) && !isFlagLetter(c) && !Character.isEmojiModifier(c);
  }

  private static boolean isFlagLetter(int c) {
    return c >= FLAG_A && c <= FLAG_Z;
  }

  private static boolean isTag(int c) {
    return c > TAG_BEGIN && c <= TAG_END;
  }

  private static String string(int... points) {
    return new String(points, 0, points.length);
  }
}
