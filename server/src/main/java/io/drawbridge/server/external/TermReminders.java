package io.drawbridge.server.external;

import io.drawbridge.protocol.Limits;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.exit.surface.LetsOut;
import io.drawbridge.server.exit.surface.Surface;
import io.drawbridge.server.mail.DueMail;
import io.drawbridge.server.mail.LetterSource;
import io.drawbridge.server.mail.Letters;
import io.drawbridge.server.mail.MailKind;
import io.drawbridge.server.mail.Mails;
import io.drawbridge.server.mail.letter.Letter;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells by mail that an external's access ends soon: the external, and their sponsor, who can set
 * another end (G-10). Once for each end that was set, by whichever node looks first. The mail
 * carries no content, and leaves only if the access still ends then. Thread-safe.
 */
@LetsOut(Surface.MAIL_EXPIRING)
final class TermReminders implements LetterSource {
  private static final Logger LOG = LoggerFactory.getLogger(TermReminders.class);
  private static final String NO_TOKEN = "";
  private static final int BATCH = 100;

  private final Database database;
  private final Mails mails;
  private final TermStore store = new TermStore();

  TermReminders(Database database, Mails mails) {
    this.database = database;
    this.mails = mails;
  }

  /** Puts the mails that are due into the outbox, in small transactions. Blocks. */
  void remind() {
    while (remindSome() > 0) {
      mails.outbox().wake();
    }
  }

  private int remindSome() {
    return database.write(handle -> {
      List<TermStore.Due> due = store.take(handle, Limits.TERM_REMINDER, BATCH);
      due.forEach(each ->
          mails
              .outbox()
              .add(handle, MailKind.EXPIRING, each.email(), Optional.of(each.link()), NO_TOKEN));
      return due.size();
    });
  }

  @Override
  public Optional<Letter> compose(Handle snapshot, DueMail mail) {
    return mail.subject()
        .flatMap(link -> store.about(snapshot, link, mail.to()))
        .map(about -> letter(mail, about));
  }

  private Letter letter(DueMail mail, TermStore.About about) {
    Letters.Ending ending =
        new Letters.Ending(Letters.Sort.of(about.kind()), about.title(), about.until());
    return about.sponsor()
        ? mails.letters().endingOf(mail, about.person(), ending)
        : mails.letters().ending(mail, ending);
  }

  /** Writes only a line into the log: the end stands in the roster too. */
  @Override
  public void undeliverable(Optional<Long> subject) {
    LOG.atInfo()
        .addKeyValue("subject", subject.orElse(0L))
        .log("a coming end could not be told by mail");
  }
}
