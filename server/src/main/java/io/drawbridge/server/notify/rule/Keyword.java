package io.drawbridge.server.notify.rule;

import io.drawbridge.server.delivery.words.Word;
import io.drawbridge.server.delivery.words.Words;
import java.util.Collections;
import java.util.List;

/**
 * Words of which somebody wants to hear: one, or a few that follow each other. They are found as
 * whole words as search finds them, whatever their case and accents.
 *
 * @param terms in the form in which words are compared
 */
public record Keyword(List<String> terms) {
  public Keyword {
    terms = List.copyOf(terms);
  }

  /** The keyword that somebody typed; without words if it holds none. */
  public static Keyword of(String typed) {
    List<Word> words = Words.of(typed);
    int end = words.size();
    // The last character of a run without spaces stands alone, and in a text it may go on.
    if (end > 1
        && words.get(end - 1).piece()
        && words.get(end - 2).to() == words.get(end - 1).to()) {
      end--;
    }
    return new Keyword(words.subList(0, end).stream().map(Word::term).toList());
  }

  /** The words of a text, in the form in which they are compared. */
  public static List<String> terms(String text) {
    return Words.of(text).stream().map(Word::term).toList();
  }

  /** The first of the words, by which those are looked up that a text may bear. */
  public String first() {
    return terms.getFirst();
  }

  /** Whether a text with these words bears it. */
  public boolean isIn(List<String> text) {
    return Collections.indexOfSubList(text, terms) >= 0;
  }
}
