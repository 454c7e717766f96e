package io.drawbridge.server.preview;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** Reads what a page says of itself: OpenGraph, else its title and description. */
final class PageHead {
  private static final int TITLE_CHARS_MAX = 300;
  private static final int DESCRIPTION_CHARS_MAX = 500;
  private static final int SITE_CHARS_MAX = 100;
  private static final Pattern HTML =
      Pattern.compile("(?i)\\s*(text/html|application/xhtml\\+xml)\\s*(;.*)?");

  private static final Pattern CHARSET =
      Pattern.compile("(?i).*;\\s*charset\\s*=\\s*\"?([A-Za-z0-9_.:-]{1,40}).*");

  private PageHead() {}

  /** Returns whether it is a page at all, by its media type. */
  static boolean isPage(String type) {
    return HTML.matcher(type).matches();
  }

  /** The page; empty if it has no title. */
  static Optional<Page> of(byte[] body, String type) {
    Document document;
    try {
      // An absent charset is looked for in the page itself.
      document = Jsoup.parse(new ByteArrayInputStream(body), charset(type).orElse(null), "");
    } catch (IOException | IllegalArgumentException unreadable) {
      return Optional.empty();
    }
    return first(
            meta(document, "og:title", TITLE_CHARS_MAX), line(document.title(), TITLE_CHARS_MAX))
        .map(title ->
            new Page(
                title,
                first(
                    meta(document, "og:description", DESCRIPTION_CHARS_MAX),
                    meta(document, "description", DESCRIPTION_CHARS_MAX)),
                meta(document, "og:site_name", SITE_CHARS_MAX)));
  }

  private static Optional<String> first(Optional<String> one, Optional<String> other) {
    return one.isPresent() ? one : other;
  }

  private static Optional<String> meta(Document document, String name, int max) {
    for (Element element : document.getElementsByTag("meta")) {
      if (name.equalsIgnoreCase(element.attr("property"))
          || name.equalsIgnoreCase(element.attr("name"))) {
        return line(element.attr("content"), max);
      }
    }
    return Optional.empty();
  }

  /** One line without anything that moves or hides what stands beside it. */
  static Optional<String> line(String text, int max) {
    StringBuilder line = new StringBuilder();
    text.codePoints().limit(4L * max).map(c -> plain(c) ? c : ' ').forEach(line::appendCodePoint);
    String whole = line.toString().strip().replaceAll("\\s+", " ");
    if (whole.isEmpty()) {
      return Optional.empty();
    }
    int end = Math.min(whole.length(), max);
    boolean half = end < whole.length() && Character.isHighSurrogate(whole.charAt(end - 1));
    return Optional.of(whole.substring(0, half ? end - 1 : end));
  }

  private static boolean plain(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }

  private static Optional<String> charset(String type) {
    Matcher named = CHARSET.matcher(type);
    try {
      return named.matches() && Charset.isSupported(named.group(1))
          ? Optional.of(named.group(1))
          : Optional.empty();
    } catch (IllegalCharsetNameException none) {
      return Optional.empty();
    }
  }
}
