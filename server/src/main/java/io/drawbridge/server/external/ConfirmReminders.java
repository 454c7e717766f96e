package io.drawbridge.server.external;

import io.drawbridge.server.db.Database;
import io.drawbridge.server.exit.surface.LetsOut;
import io.drawbridge.server.exit.surface.Surface;
import io.drawbridge.server.external.SponsorNoticeStore.Sort;
import io.drawbridge.server.mail.DueMail;
import io.drawbridge.server.mail.LetterSource;
import io.drawbridge.server.mail.MailKind;
import io.drawbridge.server.mail.Mails;
import io.drawbridge.server.mail.letter.Letter;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Asks who answers for externals to confirm those who are still needed, some days before their
 * access ends (N-12). Once for each date, by whichever node looks first. Thread-safe.
 */
@LetsOut(Surface.MAIL_CONFIRMING)
final class ConfirmReminders implements LetterSource {
  private final SponsorNotices notices;
  private final Mails mails;

  ConfirmReminders(Database database, Mails mails) {
    this.notices = new SponsorNotices(database, mails, MailKind.CONFIRMING, Sort.CONFIRM);
    this.mails = mails;
  }

  /** Puts the mails that are due into the outbox, in small transactions. Blocks. */
  void tell() {
    notices.tell();
  }

  @Override
  public Optional<Letter> compose(Handle snapshot, DueMail mail) {
    return notices.about(snapshot, mail).map(about -> mails.letters().confirming(mail, about));
  }

  @Override
  public void undeliverable(Optional<Long> subject) {
    notices.undeliverable(subject);
  }
}
