package io.drawbridge.server.search;

import io.drawbridge.server.delivery.words.Word;
import io.drawbridge.server.delivery.words.Words;
import java.util.List;

/**
 * Knows which conversations are meant by {@code in:}, by their number or by words of their name.
 */
final class NamedPlaces {
  private final List<String> named;

  NamedPlaces(SearchQuery query) {
    this.named = query.in();
  }

  boolean has(Reach place) {
    return named.isEmpty()
        || named.stream()
            .anyMatch(
                name -> name.equals(place.conversation().toString()) || begun(name, place.name()));
  }

  /** Every word of what is named begins one of the conversation's name. */
  private static boolean begun(String named, String name) {
    List<Word> of = Words.of(name);
    List<Word> wanted = Words.of(named);
    return !wanted.isEmpty()
        && wanted.stream()
            .allMatch(word -> of.stream().anyMatch(it -> it.term().startsWith(word.term())));
  }
}
