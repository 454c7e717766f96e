package io.drawbridge.server.search;

import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.search.Highlight;
import io.drawbridge.server.delivery.words.Word;
import io.drawbridge.server.delivery.words.Words;
import io.drawbridge.server.search.SearchQuery.Phrase;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Marks in a text what was looked for. */
final class Highlighter {
  private final List<Phrase> phrases;

  Highlighter(SearchQuery query) {
    this.phrases = query.present();
  }

  /** The parts that were meant, in their order, none within another. */
  List<Highlight> in(String text) {
    List<Word> words = Words.of(text);
    List<Highlight> found = new ArrayList<>();
    for (int at = 0; at < words.size() && found.size() < Limits.HIGHLIGHTS_MAX; at++) {
      int begin = at;
      phrases.stream()
          .filter(phrase -> standsAt(phrase, words, begin))
          .mapToInt(phrase -> end(phrase, words.get(begin + phrase.words().size() - 1)))
          .max()
          .ifPresent(end -> add(found, words.get(begin).from(), end));
    }
    return found;
  }

  /** Returns whether every phrase stands in the text. */
  boolean all(String text) {
    List<Word> words = Words.of(text);
    return phrases.stream()
        .allMatch(
            phrase -> IntStream.range(0, words.size()).anyMatch(at -> standsAt(phrase, words, at)));
  }

  private static boolean standsAt(Phrase phrase, List<Word> words, int at) {
    int count = phrase.words().size();
    if (at + count > words.size()) {
      return false;
    }
    for (int i = 0; i < count; i++) {
      String wanted = phrase.words().get(i).term();
      String term = words.get(at + i).term();
      boolean last = i == count - 1;
      boolean open = last && (phrase.begins() || phrase.words().get(i).piece());
      if (!(open ? term.startsWith(wanted) : term.equals(wanted))) {
        return false;
      }
    }
    return true;
  }

  /** A word that was begun is meant as a whole; of a run without spaces, what was looked for. */
  private static int end(Phrase phrase, Word last) {
    Word wanted = phrase.words().getLast();
    return wanted.piece() ? Math.min(last.to(), last.from() + wanted.term().length()) : last.to();
  }

  private static void add(List<Highlight> found, int from, int to) {
    if (!found.isEmpty() && found.getLast().to() >= from) {
      Highlight before = found.removeLast();
      found.add(new Highlight(before.from(), Math.max(before.to(), to)));
    } else {
      found.add(new Highlight(from, to));
    }
  }
}
