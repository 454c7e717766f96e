package io.drawbridge.server.mail.smtp;

import io.drawbridge.server.mail.letter.EmailAddress;
import io.drawbridge.server.mail.letter.PlainWords;
import jakarta.mail.internet.InternetAddress;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The sender of the mails.
 *
 * @param name what people see instead of the address
 * @param address also takes what comes back undelivered
 */
public record Sender(String name, String address) {
  /** The name that people see if the operator gave an address alone. */
  private static final String STANDARD_NAME = "Drawbridge";

  /** The sender where none could be read. */
  public static final Sender NOBODY = new Sender(STANDARD_NAME, "drawbridge@localhost");

  private static final int NAME_CHARS_MAX = 100;

  /** The forms of a sender: {@code a@b}, {@code Name <a@b>} or {@code "Name" <a@b>}. */
  private static final Pattern FORM =
      Pattern.compile("(?:(?:\"([^\"<>\\\\]*)\"|([^\"<>\\\\@]*?))\\s*<([^<>\\s]+)>|([^<>\\s\"]+))");

  /** Reads what an operator wrote; empty if it is no sender. */
  public static Optional<Sender> parse(String text) {
    Matcher form = FORM.matcher(text.strip());
    if (!form.matches()) {
      return Optional.empty();
    }
    String name =
        Optional.ofNullable(form.group(1))
            .or(() -> Optional.ofNullable(form.group(2)))
            .map(String::strip)
            .filter(given -> !given.isEmpty())
            .orElse(STANDARD_NAME);
    if (name.length() > NAME_CHARS_MAX || !PlainWords.of(name).equals(name)) {
      return Optional.empty();
    }
    return Optional.ofNullable(form.group(3))
        .or(() -> Optional.ofNullable(form.group(4)))
        .flatMap(EmailAddress::parse)
        .map(address -> new Sender(name, address.value()));
  }

  /** The sender as a header field shows it. */
  public InternetAddress header() {
    try {
      return new InternetAddress(address, name, StandardCharsets.UTF_8.name());
    } catch (UnsupportedEncodingException e) {
      throw new IllegalStateException("the JDK has no UTF-8", e);
    }
  }
}
