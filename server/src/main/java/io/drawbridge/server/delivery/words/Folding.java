package io.drawbridge.server.delivery.words;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;

/**
 * Brings a word into the one form in which words are compared: compatibility forms, accents and
 * case folded.
 */
final class Folding {
  /** Characters of one form, so that nobody fills the index with one word. */
  static final int CHARACTERS_MAX = 64;

  /** Letters that are no letter with an accent to Unicode, and are to people who look for them. */
  private static final Map<Integer, String> ALIKE =
      Map.of(
          (int) 'ø', "o", (int) 'ł', "l", (int) 'đ', "d", (int) 'æ', "ae", (int) 'œ', "oe",
          (int) 'ð', "d", (int) 'þ', "th", (int) 'ħ', "h", (int) 'ı', "i");

  private Folding() {}

  /** The form of a word; empty if nothing is left of it. */
  static String fold(String word) {
    if (word.chars().allMatch(Folding::plain)) {
      String few = word.length() > CHARACTERS_MAX ? word.substring(0, CHARACTERS_MAX) : word;
      return few.toLowerCase(Locale.ROOT);
    }
    String apart = Normalizer.normalize(word, Normalizer.Form.NFKD);
    // Upper case first: it writes a sharp s as two letters.
    String cased = apart.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    StringBuilder folded = new StringBuilder();
    cased
        .codePoints()
        .filter(Folding::counts)
        .limit(CHARACTERS_MAX)
        .forEach(character -> {
          String alike = ALIKE.get(character);
          if (alike == null) {
            folded.appendCodePoint(character);
          } else {
            folded.append(alike);
          }
        });
    return Normalizer.normalize(folded, Normalizer.Form.NFC);
  }

  /** Letters and digits of ASCII, which most words are made of, have no other form. */
  private static boolean plain(int character) {
    return character < 0x80 && Character.isLetterOrDigit(character);
  }

  /** Accents, which stand in no script of their own, do not count; vowels of Thai do. */
  private static boolean counts(int character) {
    return switch (CharacterClass.of(character)) {
      case LETTER, UNSPACED, EMOJI -> true;
      case MARK -> UnicodeScript.of(character) != UnicodeScript.INHERITED;
      case OTHER -> false;
    };
  }
}
