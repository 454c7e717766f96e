package io.drawbridge.server.delivery.words;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.link.DomainId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The index entry of a message, as PostgreSQL reads a {@code tsvector}: its words with their
 * places, and as words that nobody can write where it stands, by whom, and what it bears. So one
 * index answers "this word, in these conversations".
 */
public final class IndexedText {
  /** PostgreSQL keeps no higher place. */
  private static final int PLACE_MAX = 16_383;

  /** PostgreSQL keeps no more places of one word. */
  private static final int PLACES_MAX = 255;

  /** The class of places in names of files, by which {@link #WEIGHTS} weighs them. */
  private static final String OF_FILE_NAME = "C";

  /** What a word weighs in the text (the first), and in the name of a file (the second). */
  public static final String WEIGHTS = "{0.1, 0.03, 0, 0}";

  private static final Pattern LINK =
      Pattern.compile("https?://\\S", Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  private IndexedText() {}

  /**
   * The entry of a message.
   *
   * @param fileNames of the files that it carries
   */
  public static String of(
      DomainId domain,
      ConversationId conversation,
      AccountId author,
      String text,
      List<String> fileNames) {
    Map<String, List<Integer>> places = new LinkedHashMap<>();
    int end = place(text, 0, places);
    int named = end;
    for (String name : fileNames) {
      // A place stays free in between: no phrase goes on from one to the other.
      end = place(name, Math.min(end + 1, PLACE_MAX), places);
    }
    List<String> entries = new ArrayList<>();
    entries.add(lexeme(in(domain)));
    entries.add(lexeme(in(conversation)));
    entries.add(lexeme(by(author)));
    if (LINK.matcher(text).find()) {
      entries.add(lexeme(LINKED));
    }
    places.forEach((term, at) ->
        entries.add(
            lexeme(term)
                + ":"
                + at.stream()
                    .map(place -> place > named ? place + OF_FILE_NAME : String.valueOf(place))
                    .collect(Collectors.joining(","))));
    return String.join(" ", entries);
  }

  /** Notes the places of the words of a text behind a place; returns the last one. */
  private static int place(String text, int behind, Map<String, List<Integer>> places) {
    int place = behind;
    for (Word word : Words.of(text)) {
      place = Math.min(place + 1, PLACE_MAX);
      List<Integer> known = places.computeIfAbsent(word.term(), _ -> new ArrayList<>());
      if (known.size() < PLACES_MAX && (known.isEmpty() || known.getLast() < place)) {
        known.add(place);
      }
    }
    return place;
  }

  /** The word of messages with a link to a page. */
  public static final String LINKED = "h:link";

  /** The word of all messages of a domain. */
  public static String in(DomainId domain) {
    return "d:" + domain.value();
  }

  /** The word of all messages of a conversation. */
  public static String in(ConversationId conversation) {
    return "c:" + conversation.value();
  }

  /** The word of all messages by an author. */
  public static String by(AccountId author) {
    return "a:" + author.value();
  }

  /** A word as PostgreSQL reads it in an entry or a query. */
  public static String lexeme(String term) {
    return "'" + term.replace("\\", "\\\\").replace("'", "''") + "'";
  }
}
