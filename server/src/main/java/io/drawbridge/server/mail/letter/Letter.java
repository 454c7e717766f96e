package io.drawbridge.server.mail.letter;

import java.util.Optional;

/**
 * One mail to one address.
 *
 * @param id stays the same when sending is tried again
 * @param subject one line
 * @param text the plain text
 * @param html the same as HTML
 * @param stop where its receiver stops more of this kind, if it left on somebody's word
 * @param reference by which it is known again if it comes back: small letters and digits
 */
public record Letter(
    long id,
    EmailAddress to,
    String subject,
    String text,
    String html,
    Optional<String> stop,
    Optional<String> reference) {
  /**
   * The address to which a mail program posts so that what the link stops is stopped at once, see
   * <a href="https://www.rfc-editor.org/rfc/rfc8058">RFC 8058</a>.
   */
  public Optional<String> stopAtOnce() {
    return stop.map(it -> it.replace("/#stop=", "/v1/stop/"));
  }

  /** The same, known again by this. */
  public Letter knownBy(String ref) {
    return new Letter(id, to, subject, text, html, stop, Optional.of(ref));
  }

  /** A text without address and content. */
  @Override
  public String toString() {
    return "Letter[id=" + id + "]";
  }
}
