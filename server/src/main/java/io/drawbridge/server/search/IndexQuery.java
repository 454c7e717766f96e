package io.drawbridge.server.search;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.server.delivery.words.IndexedText;
import io.drawbridge.server.delivery.words.Word;
import io.drawbridge.server.search.SearchQuery.Mark;
import io.drawbridge.server.search.SearchQuery.Phrase;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Writes what is looked for as PostgreSQL reads a {@code tsquery}. */
final class IndexQuery {
  private IndexQuery() {}

  /**
   * The query of the index.
   *
   * @param places the words of conversations or of domains, one of which a message has to have
   */
  static String of(SearchQuery query, AccountId reader, List<String> places) {
    List<String> all = new ArrayList<>();
    all.add(places.stream().map(IndexedText::lexeme).collect(Collectors.joining(" | ", "(", ")")));
    query.phrases().forEach(phrase -> all.add(of(phrase)));
    if (query.marks().contains(Mark.LINK)) {
      all.add(IndexedText.lexeme(IndexedText.LINKED));
    }
    if (query.from().equals(List.of(SearchQuery.ME))) {
      all.add(IndexedText.lexeme(IndexedText.by(reader)));
    }
    return String.join(" & ", all);
  }

  /** The words alone, by which what is found is ranked; empty without any. */
  static String ranking(SearchQuery query) {
    return query.present().stream().map(IndexQuery::of).collect(Collectors.joining(" & "));
  }

  private static String of(Phrase phrase) {
    List<Word> words = whole(phrase.words());
    List<String> terms = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      boolean last = i == words.size() - 1;
      terms.add(IndexedText.lexeme(words.get(i).term()) + (last && phrase.begins() ? ":*" : ""));
    }
    String together = "(" + String.join(" <-> ", terms) + ")";
    return phrase.absent() ? "!" + together : together;
  }

  /** Without the last character of a run, which stands alone only where a run ends. */
  private static List<Word> whole(List<Word> words) {
    Word last = words.getLast();
    boolean after = words.size() > 1 && last.piece() && words.get(words.size() - 2).piece();
    return after && words.get(words.size() - 2).to() == last.to()
        ? words.subList(0, words.size() - 1)
        : words;
  }
}
