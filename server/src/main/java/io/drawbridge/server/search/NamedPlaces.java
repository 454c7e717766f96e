package io.drawbridge.server.search;

import io.drawbridge.server.delivery.words.Word;
import io.drawbridge.server.delivery.words.Words;
import java.util.List;

/**
 * Knows which conversations are meant by {@code in:}, by their number or by words of their name.
 */
final class NamedPlaces {
  private final List<Named> named;

  private record Named(String text, List<Word> words) {}

  NamedPlaces(SearchQuery query) {
    this.named = query.in().stream().map(text -> new Named(text, Words.of(text))).toList();
  }

  boolean has(Reach place) {
    if (named.isEmpty()) {
      return true;
    }
    List<Word> of = Words.of(place.name());
    return named.stream()
        .anyMatch(
            name -> name.text().equals(place.conversation().toString()) || begun(name.words(), of));
  }

  /** Every word of what is named begins one of the conversation's name. */
  private static boolean begun(List<Word> wanted, List<Word> of) {
    return !wanted.isEmpty()
        && wanted.stream()
            .allMatch(word -> of.stream().anyMatch(it -> it.term().startsWith(word.term())));
  }
}
