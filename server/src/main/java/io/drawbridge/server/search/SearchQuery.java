package io.drawbridge.server.search;

import io.drawbridge.protocol.search.SearchOrder;
import io.drawbridge.server.delivery.words.Word;
import io.drawbridge.server.failure.Failure;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The meaning of what somebody looks for; {@link QueryReader} reads it.
 *
 * @param phrases what is to be there, and what is not
 * @param from authors, any of them
 * @param in conversations, any of them
 * @param begin the first instant
 * @param end the one after the last
 */
record SearchQuery(
    List<Phrase> phrases,
    List<String> from,
    List<String> in,
    Optional<Instant> begin,
    Optional<Instant> end,
    Set<Mark> marks) {

  /** The author or person who looks. */
  static final String ME = "me";

  SearchQuery {
    phrases = List.copyOf(phrases);
    from = from.stream().distinct().toList();
    in = List.copyOf(in);
    marks = marks.isEmpty() ? Set.of() : EnumSet.copyOf(marks);
  }

  /** What else a message has to bear. */
  enum Mark {
    LINK,
    FILE,
    REACTION,
    MENTION,
    EXTERNAL
  }

  /**
   * Words that stand together.
   *
   * @param begins the last one may go on
   */
  record Phrase(List<Word> words, boolean begins, boolean absent) {
    Phrase {
      words = List.copyOf(words);
    }
  }

  /** The phrases that are to be there. */
  List<Phrase> present() {
    return phrases.stream().filter(phrase -> !phrase.absent()).toList();
  }

  /** Returns whether what is found is ranked by its words, in the order asked for. */
  boolean ranked(SearchOrder order) {
    return order == SearchOrder.BEST && !present().isEmpty();
  }

  /** Returns whether it asks for nothing but words. */
  boolean wordsAlone() {
    return from.isEmpty()
        && in.isEmpty()
        && begin.isEmpty()
        && end.isEmpty()
        && marks.isEmpty()
        && !present().isEmpty();
  }

  /**
   * Requires something that few messages have.
   *
   * @throws Failure {@code invalid} if it would find nearly all
   */
  void requireNarrow() {
    boolean narrow =
        !present().isEmpty()
            || !from.isEmpty()
            || !in.isEmpty()
            || marks.stream().anyMatch(mark -> mark != Mark.EXTERNAL);
    if (!narrow) {
      throw Failure.invalid(
          "query: would find everything (expected: a word, or one of from:, in:, has: and"
              + " mentions:)");
    }
  }
}
