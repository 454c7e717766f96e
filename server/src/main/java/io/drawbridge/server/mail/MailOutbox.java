package io.drawbridge.server.mail;

import io.drawbridge.server.exit.NewRow;
import io.drawbridge.server.exit.Outbox;
import io.drawbridge.server.mail.letter.EmailAddress;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * The queue where features put mails, in the transaction that is the reason for them: rows of the
 * {@link Outbox} that carry the address, the one-time token if there is one, and what it is about.
 * Thread-safe.
 */
public final class MailOutbox {
  private final Outbox rows;

  /** {@code rows} are those of {@link MailExit#NAME}. */
  public MailOutbox(Outbox rows) {
    this.rows = rows;
  }

  /** Adds a mail of the server's own, and returns its id. Ring {@link #wake} after the commit. */
  public long add(
      Handle handle, MailKind kind, EmailAddress to, Optional<Long> subject, String token) {
    NewRow row =
        new NewRow(kind.stored(), to.value(), subject, token, Optional.empty(), Optional.empty());
    return rows.add(handle, List.of(row)).getFirst();
  }

  /** The same for a mail that leaves on somebody's word, when its slot says. */
  public long add(
      Handle handle,
      MailKind kind,
      EmailAddress to,
      Optional<Long> subject,
      String token,
      Slot slot) {
    return add(handle, kind, List.of(new OnWord(to, subject, token, slot))).getFirst();
  }

  /** The same for several, by one statement. */
  public List<Long> add(Handle handle, MailKind kind, List<OnWord> mails) {
    return rows.add(handle, mails.stream().map(mail -> mail.row(kind)).toList());
  }

  /** A mail that leaves on somebody's word. */
  public record OnWord(EmailAddress to, Optional<Long> subject, String token, Slot slot) {
    private NewRow row(MailKind kind) {
      return new NewRow(
          kind.stored(), to.value(), subject, token, Optional.of(slot.home()), slot.leaves());
    }

    /** Neither address nor token. */
    @Override
    public String toString() {
      return "OnWord[" + subject + "]";
    }
  }

  /**
   * Takes back the mails about invitations that are not being sent at this moment; after this
   * transaction nobody may make them any more.
   */
  public void cancel(Handle handle, MailKind kind, Collection<Long> subjects) {
    rows.cancel(handle, kind.stored(), subjects);
  }

  /** Tells the worker that there may be something to send. */
  public void wake() {
    rows.wake();
  }

  /**
   * Waits until no mail about this invitation is under way. Called after the commit that withdrew
   * it: then the mail either left before, or never will.
   */
  public void settle(MailKind kind, long subject) {
    rows.settle(kind.stored(), subject);
  }
}
