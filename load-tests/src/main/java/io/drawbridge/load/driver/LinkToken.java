package io.drawbridge.load.driver;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The token of a link, as mails and the first start of a server show it. */
final class LinkToken {
  private static final Pattern LINK = Pattern.compile("#link=([A-Za-z0-9_-]+)");

  private LinkToken() {}

  /** That of the first link in the text, if there is one. */
  static Optional<String> in(String text) {
    Matcher link = LINK.matcher(text);
    return link.find() ? Optional.of(link.group(1)) : Optional.empty();
  }
}
