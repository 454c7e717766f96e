package io.drawbridge.server.search;

import io.drawbridge.server.delivery.words.Word;
import io.drawbridge.server.delivery.words.Words;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.search.SearchQuery.Mark;
import io.drawbridge.server.search.SearchQuery.Phrase;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what somebody looks for. What looks like a word of its own and is none is text. */
final class QueryReader {
  /** Words from this length on also find what begins so. */
  private static final int BEGINS_CHARS_MIN = 3;

  /**
   * A minus, the name of an operator, and what follows it, or a text, in quotation marks or not.
   */
  private static final Pattern ITEM =
      Pattern.compile(
          "(-)?(?:(from|in|before|after|on|has|mentions|with):)?(?:\"([^\"]*)\"?|(\\S+))",
          Pattern.CASE_INSENSITIVE);

  private final List<Phrase> phrases = new ArrayList<>();
  private final List<String> from = new ArrayList<>();
  private final List<String> in = new ArrayList<>();
  private final Set<Mark> marks = EnumSet.noneOf(Mark.class);
  private Optional<Instant> begin = Optional.empty();
  private Optional<Instant> end = Optional.empty();

  private QueryReader() {}

  /**
   * Reads a query.
   *
   * @throws Failure {@code invalid} if an operator says what it cannot, or it would find everything
   */
  static SearchQuery read(String query) {
    QueryReader reader = new QueryReader();
    Matcher items = ITEM.matcher(query);
    while (items.find()) {
      reader.item(
          items.group(1) != null,
          Optional.ofNullable(items.group(2)).map(it -> it.toLowerCase(Locale.ROOT)),
          Optional.ofNullable(items.group(3)),
          Optional.ofNullable(items.group(4)).orElse(""));
    }
    SearchQuery read =
        new SearchQuery(
            reader.phrases, reader.from, reader.in, reader.begin, reader.end, reader.marks);
    read.requireNarrow();
    return read;
  }

  private void item(
      boolean absent, Optional<String> operator, Optional<String> quoted, String plain) {
    String value = quoted.orElse(plain);
    if (operator.isEmpty()) {
      phrase(value, quoted.isEmpty(), absent);
      return;
    }
    if (absent) {
      throw Failure.invalid(
          "query: a minus before %s: (expected: a word)".formatted(operator.get()));
    }
    if (value.isBlank()) {
      throw unknown(operator.get(), "something after it");
    }
    switch (operator.get()) {
      case "from" -> from.add(value.equalsIgnoreCase(SearchQuery.ME) ? SearchQuery.ME : value);
      case "in" -> in.add(value);
      case "before" -> endAt(day("before", value));
      case "after" -> beginAt(day("after", value).plusDays(1));
      case "on" -> {
        beginAt(day("on", value));
        endAt(day("on", value).plusDays(1));
      }
      case "has" ->
          marks.add(
              switch (value.toLowerCase(Locale.ROOT)) {
                case "link" -> Mark.LINK;
                case "file" -> Mark.FILE;
                case "reaction" -> Mark.REACTION;
                default -> throw unknown("has", "link, file or reaction");
              });
      case "mentions" -> marks.add(only("mentions", value, SearchQuery.ME, Mark.MENTION));
      default -> marks.add(only("with", value, "external", Mark.EXTERNAL));
    }
  }

  /** A word with something in it that parts words is a phrase, as in an address. */
  private void phrase(String text, boolean begins, boolean absent) {
    List<Word> words = Words.of(text);
    if (!words.isEmpty()) {
      phrases.add(new Phrase(words, begins && mayBegin(words), absent));
    }
  }

  /** One character of a script without spaces begins the pairs in which it stands. */
  private static boolean mayBegin(List<Word> words) {
    Word last = words.getLast();
    boolean alone = words.size() == 1 || !words.get(words.size() - 2).piece();
    return last.piece() ? alone : last.term().length() >= BEGINS_CHARS_MIN;
  }

  private void beginAt(LocalDate day) {
    begin = Optional.of(day.atStartOfDay().toInstant(ZoneOffset.UTC));
  }

  private void endAt(LocalDate day) {
    end = Optional.of(day.atStartOfDay().toInstant(ZoneOffset.UTC));
  }

  private static LocalDate day(String operator, String value) {
    try {
      LocalDate day = LocalDate.parse(value);
      if (day.getYear() >= 1970 && day.getYear() < 10_000) {
        return day;
      }
    } catch (DateTimeParseException none) {
      throw unknown(operator, "a day as in 2026-01-31");
    }
    throw unknown(operator, "a day from 1970 on");
  }

  private static Mark only(String operator, String value, String known, Mark mark) {
    if (!value.equalsIgnoreCase(known)) {
      throw unknown(operator, known);
    }
    return mark;
  }

  private static Failure unknown(String operator, String expected) {
    return Failure.invalid(
        "query: what follows %s: is not known (expected: %s)".formatted(operator, expected));
  }
}
