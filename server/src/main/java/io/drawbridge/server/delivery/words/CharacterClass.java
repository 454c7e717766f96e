package io.drawbridge.server.delivery.words;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.Set;

/** The part that a character plays in cutting a text into words. */
enum CharacterClass {
  /** It belongs to a word that ends where something else begins. */
  LETTER,
  /** It belongs to a run of a script without spaces between words. */
  UNSPACED,
  /** It belongs to the character before it. */
  MARK,
  /** It is a word by itself. */
  EMOJI,
  /** It parts words. */
  OTHER;

  private static final Set<UnicodeScript> UNSPACED_SCRIPTS =
      EnumSet.of(
          UnicodeScript.HAN,
          UnicodeScript.HIRAGANA,
          UnicodeScript.KATAKANA,
          UnicodeScript.THAI,
          UnicodeScript.LAO,
          UnicodeScript.KHMER,
          UnicodeScript.MYANMAR);

  /** Most of what is written is below. */
  private static final int ASCII = 0x80;

  /** The prolonged sound mark stands in no script of its own. */
  private static final int PROLONGED = 0x30FC;

  static CharacterClass of(int character) {
    if (character < ASCII) {
      return Character.isLetterOrDigit(character) ? LETTER : OTHER;
    }
    int type = Character.getType(character);
    if (character == PROLONGED || UNSPACED_SCRIPTS.contains(UnicodeScript.of(character))) {
      boolean spoken = Character.isLetterOrDigit(character) || mark(type);
      return spoken ? UNSPACED : OTHER;
    }
    if (mark(type) || Character.isEmojiModifier(character)) {
      return MARK;
    }
    if (Character.isLetterOrDigit(character)) {
      return LETTER;
    }
    return Character.isEmojiPresentation(character) || Character.isExtendedPictographic(character)
        ? EMOJI
        : OTHER;
  }

  private static boolean mark(int type) {
    return type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK
        || type == Character.ENCLOSING_MARK;
  }
}
