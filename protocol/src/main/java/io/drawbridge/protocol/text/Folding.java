package io.drawbridge.protocol.text;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Makes texts comparable as people search them: compatible forms, case, accents, apostrophes and
 * what is not seen make no difference. Marks that tell letters apart, as the voiced sounds of
 * Japanese, stay.
 */
public final class Folding {
  /** Accents, Hebrew points, Arabic vowels; and what is not seen. */
  private static final Pattern DROPPED =
      Pattern.compile(
          "[\\u0300-\\u036f\\u0591-\\u05bd\\u05bf-\\u05c7\\u0610-\\u061a\\u064b-\\u065f\\u0670"
              + "'\\u2019\\u02bc\\p{Cf}\\ufe00-\\ufe0f\\u034f]");

  private static final Pattern BETWEEN_WORDS = Pattern.compile("[\\s\\p{P}\\p{Z}\\p{Cc}]+");

  /** Letters that Unicode does not take apart though people do. */
  private static final Map<Character, String> PLAIN =
      Map.ofEntries(
          Map.entry('ø', "o"),
          Map.entry('ł', "l"),
          Map.entry('đ', "d"),
          Map.entry('ð', "d"),
          Map.entry('ħ', "h"),
          Map.entry('ŧ', "t"),
          Map.entry('æ', "ae"),
          Map.entry('œ', "oe"),
          Map.entry('þ', "th"),
          Map.entry('ς', "σ"));

  private Folding() {}

  /** The text without the differences that do not count. */
  public static String fold(String text) {
    String apart = Normalizer.normalize(caseless(Normalizer.normalize(text, Form.NFKC)), Form.NFKD);
    StringBuilder plain = new StringBuilder(apart.length());
    for (char c : DROPPED.matcher(apart).replaceAll("").toCharArray()) {
      plain.append(PLAIN.getOrDefault(c, String.valueOf(c)));
    }
    return Normalizer.normalize(plain, Form.NFKC);
  }

  /** The words of the folded text; nothing is left of one that is punctuation only. */
  public static List<String> words(String text) {
    return BETWEEN_WORDS.splitAsStream(fold(text)).filter(word -> !word.isEmpty()).toList();
  }

  /** By way of upper case, so that ß is ss and ı is i. */
  private static String caseless(String text) {
    return text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }
}
