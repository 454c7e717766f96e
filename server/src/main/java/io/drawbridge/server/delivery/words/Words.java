package io.drawbridge.server.delivery.words;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a text into words: runs of letters and digits. Scripts that are written without spaces are
 * cut into pairs of characters that overlap, with the last one alone at the end, so that any part
 * of a run is found as the sequence of its pairs. An emoji is a word.
 */
public final class Words {
  private final String text;
  private final List<Word> words = new ArrayList<>();

  private Words(String text) {
    this.text = text;
  }

  /** The words of a text, in their order. */
  public static List<Word> of(String text) {
    Words words = new Words(text);
    words.cut();
    return words.words;
  }

  private void cut() {
    int at = 0;
    while (at < text.length()) {
      CharacterClass first = classAt(at);
      int end = after(at);
      if (first != CharacterClass.OTHER && first != CharacterClass.EMOJI) {
        while (end < text.length() && goesOn(first, classAt(end))) {
          end = after(end);
        }
      }
      switch (first) {
        case LETTER -> add(at, end, false);
        case UNSPACED -> pairs(at, end);
        case EMOJI -> add(at, end, false);
        case MARK, OTHER -> {}
      }
      at = end;
    }
  }

  private static boolean goesOn(CharacterClass first, CharacterClass next) {
    return next == first || next == CharacterClass.MARK;
  }

  private void pairs(int from, int end) {
    int at = from;
    while (at < end) {
      int second = after(at);
      add(at, second < end ? after(second) : second, true);
      at = second;
    }
  }

  private void add(int from, int to, boolean piece) {
    String term = Folding.fold(text.substring(from, to));
    if (!term.isEmpty()) {
      words.add(new Word(term, from, to, piece));
    }
  }

  private CharacterClass classAt(int at) {
    return CharacterClass.of(text.codePointAt(at));
  }

  private int after(int at) {
    return at + Character.charCount(text.codePointAt(at));
  }
}
