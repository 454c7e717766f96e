package io.drawbridge.server.mail;

/**
 * One mail to one address.
 *
 * @param id stays the same when sending is tried again
 * @param subject one line
 * @param text the plain text
 * @param html the same as HTML
 */
public record Letter(long id, EmailAddress to, String subject, String text, String html) {
  /** Neither address nor text. */
  @Override
  public String toString() {
    return "Letter[id=" + id + "]";
  }
}
