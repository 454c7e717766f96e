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
 * @param stopAtOnce where a mail program posts to stop the same, if it can be stopped
 * @param reference by which it is known again if it comes back: small letters and digits
 */
public record Letter(
    long id,
    EmailAddress to,
    String subject,
    String text,
    String html,
    Optional<String> stop,
    Optional<String> stopAtOnce,
    Optional<String> reference) {
  /** The same, known again by this. */
  public Letter knownBy(String ref) {
    return new Letter(id, to, subject, text, html, stop, stopAtOnce, Optional.of(ref));
  }

  /** A text without address and content. */
  @Override
  public String toString() {
    return "Letter[id=" + id + "]";
  }
}
