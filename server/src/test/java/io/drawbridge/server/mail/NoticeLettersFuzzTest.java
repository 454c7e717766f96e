package io.drawbridge.server.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.server.mail.letter.EmailAddress;
import io.drawbridge.server.mail.letter.Letter;
import io.drawbridge.server.mail.letter.NoticeLines;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Mails about notices stay what they are, whatever people call themselves and write (Leak82). */
class NoticeLettersFuzzTest {
  private static final int LETTERS_MADE = 500;
  private static final Pattern TAG = Pattern.compile("<(/?[a-zA-Z!][^\\s>]*)[^>]*>");
  private static final Pattern HREF = Pattern.compile("(?:href|src)\\s*=\\s*\"([^\"]*)\"");
  private static final Pattern FOREIGN =
      Pattern.compile("(?i)[a-z]://(?!chat\\.example)|evil\\.example|\\bjavascript:|\\bmailto:");

  private static final Pattern ODD =
      Pattern.compile("[\\p{Cc}&&[^\\n]]|[\\u200b\\u200e\\u200f\\u202a-\\u202e\\u2066\\u2067]");

  /** Pieces of which harm is made, and of which it is not. */
  private static final List<String> PIECES =
      List.of(
          "<script>alert(1)</script>",
          "<img src=x onerror=alert(1)>",
          "</p></td>",
          "<!--",
          "\"",
          "'",
          "''",
          "&amp;",
          "&#60;",
          "{{content.link}}",
          "{{{",
          "{0}",
          "{1,date}",
          "%s",
          "https://evil.example/x",
          "HTTPS://evil.example",
          "www.evil.example",
          "javascript:alert(1)",
          "mailto:x@evil.example",
          "\r\n",
          "\n\n",
          "Subject: x",
          "\u202e",
          "\u2066",
          "\u2068",
          "\u2069",
          "\u200b",
          "\u0000",
          "\u001b[31m",
          "\u2028",
          "\u05d0\u05d1",
          "\u0627\u0644",
          "\ud83d\udc69\u200d\ud83d\ude80",
          "e\u0301",
          "Anna",
          " ",
          ".",
          "> ");

  private static final Letters LETTERS =
      new Letters(
          new MailedLinks("https://chat.example"),
          new MailStops(new StopTokens(new byte[32], new SecureRandom())));

  private static DueMail mail(Random random) {
    return new DueMail(
        1,
        MailKind.NOTICES,
        EmailAddress.of("a@b.example"),
        Optional.of(7L),
        "",
        1,
        Optional.of(9L),
        new MailReader(random.nextBoolean() ? Locale.ENGLISH : Locale.GERMAN, ZoneId.of("UTC")));
  }

  private static String words(Random random, int max) {
    return IntStream.rangeClosed(0, random.nextInt(max))
        .mapToObj(_ -> PIECES.get(random.nextInt(PIECES.size())))
        .collect(Collectors.joining());
  }

  private static NoticeLines.Line line(Random random) {
    NoticeLines.What[] what = NoticeLines.What.values();
    return new NoticeLines.Line(
        what[random.nextInt(what.length)],
        words(random, 6),
        random.nextBoolean() ? Optional.of(words(random, 6)) : Optional.empty(),
        random.nextBoolean() ? Optional.of(words(random, 40)) : Optional.empty(),
        Instant.EPOCH);
  }

  private static Set<String> tags(String html) {
    return TAG.matcher(html)
        .results()
        .map(it -> it.group(1).toLowerCase(Locale.ROOT))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The tags of a letter with all parts, in which nobody means harm. */
  private static Set<String> own() {
    NoticeLines.Line line =
        new NoticeLines.Line(
            NoticeLines.What.MENTION,
            "Anna",
            Optional.of("Offer"),
            Optional.of("Hello"),
            Instant.EPOCH);
    NoticeLines.Line without =
        new NoticeLines.Line(
            NoticeLines.What.MESSAGE, "Ben", Optional.empty(), Optional.empty(), Instant.EPOCH);
    Letter letter = LETTERS.notices(mail(new Random(0)), new NoticeLines(List.of(line, without)));
    return tags(letter.html());
  }

  @Test
  void whateverPeopleWriteLettersHaveTheSameTagsLinksAndLines() {
    Set<String> own = own();
    long seed = new SecureRandom().nextLong();
    for (int i = 0; i < LETTERS_MADE; i++) {
      Random random = new Random(seed + i);
      NoticeLines lines =
          new NoticeLines(
              Stream.generate(() -> line(random)).limit(1 + random.nextInt(4)).toList());
      Letter letter = LETTERS.notices(mail(random), lines);
      String which = "seed " + (seed + i);
      assertThat(letter.subject()).as(which).matches("[\\p{L}\\p{N} ]+");
      assertThat(own).as(which).containsAll(tags(letter.html()));
      Matcher href = HREF.matcher(letter.html());
      while (href.find()) {
        assertThat(href.group(1)).as(which).startsWith("https://chat.example/");
      }
      for (String part : List.of(letter.text(), letter.html())) {
        assertThat(FOREIGN.matcher(part).find()).as("%s: %s", which, part).isFalse();
        assertThat(ODD.matcher(part).find()).as("%s: %s", which, part).isFalse();
        assertThat(part.chars().filter(c -> c == '\u2068').count())
            .as(which)
            .isEqualTo(part.chars().filter(c -> c == '\u2069').count());
      }
    }
  }
}
