package io.drawbridge.server.mail;

import io.drawbridge.server.exit.Due;
import io.drawbridge.server.mail.letter.EmailAddress;
import java.util.Optional;

/**
 * A mail whose time has come.
 *
 * @param subject the invitation or the link it is about, if it is about one
 * @param token the one-time token for its link; empty if the link needs none
 * @param attempts how often sending it was begun, this time included
 * @param home from where, if it leaves on somebody's word
 * @param reader how the person reads who gets it
 */
public record DueMail(
    long id,
    MailKind kind,
    EmailAddress to,
    Optional<Long> subject,
    String token,
    int attempts,
    Optional<Long> home,
    MailReader reader) {

  /** The mail that a row of the outbox is. */
  static DueMail of(Due row, MailReader reader) {
    return new DueMail(
        row.id(),
        MailKind.of(row.kind()),
        new EmailAddress(row.recipient()),
        row.subject(),
        row.token(),
        row.attempts(),
        row.home(),
        reader);
  }

  /** Neither address nor token. */
  @Override
  public String toString() {
    return "DueMail[id=" + id + ", kind=" + kind + ", attempts=" + attempts + "]";
  }
}
