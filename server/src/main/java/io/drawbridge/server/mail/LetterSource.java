package io.drawbridge.server.mail;

import io.drawbridge.server.mail.letter.Letter;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Composes the mails of one kind. Thread-safe. */
public interface LetterSource {
  /**
   * Makes the letter of what is true now. Called just before it is sent, and by those who wait
   * until no withdrawn mail is under way. Empty if the mail is no longer wanted: the invitation was
   * revoked, the account is gone.
   */
  Optional<Letter> compose(Handle snapshot, DueMail mail);

  /**
   * Returns whether a mail that was made a moment ago would still be made, and say nothing that
   * must not be said any more. Asked by those who wait until no withdrawn mail is under way.
   */
  default boolean stands(Handle snapshot, DueMail mail) {
    return compose(snapshot, mail).isPresent();
  }

  /**
   * Hears that the mail about this subject was refused for good, given up, or came back; it is in
   * the outbox no more. May hear so more than once. May block.
   */
  void undeliverable(Optional<Long> subject);
}
