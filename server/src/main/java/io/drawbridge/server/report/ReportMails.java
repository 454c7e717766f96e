package io.drawbridge.server.report;

import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.exit.surface.LetsOut;
import io.drawbridge.server.exit.surface.Surface;
import io.drawbridge.server.mail.DueMail;
import io.drawbridge.server.mail.LetterSource;
import io.drawbridge.server.mail.Letters;
import io.drawbridge.server.mail.MailKind;
import io.drawbridge.server.mail.Mails;
import io.drawbridge.server.mail.Slot;
import io.drawbridge.server.mail.letter.Letter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Mails those who run a workspace that messages of it were reported: how many, and nothing of
 * which. At most one mail an hour for each workspace, about all that are open when it leaves; none
 * if none is open any more, or its reader may not see them. Thread-safe.
 */
@LetsOut(Surface.MAIL_REPORTS)
final class ReportMails implements LetterSource {
  private static final Logger LOG = LoggerFactory.getLogger(ReportMails.class);
  private static final Duration EVERY = Duration.ofHours(1);
  private static final String NO_TOKEN = "";
  private static final int BATCH = 100;

  private final Database database;
  private final Mails mails;
  private final ReportMailStore store = new ReportMailStore();

  ReportMails(Database database, Mails mails) {
    this.database = database;
    this.mails = mails;
  }

  /** Puts the mails that are due into the outbox, in small transactions. Blocks. */
  void tell() {
    while (database.write(this::tellSome)) {
      mails.outbox().wake();
    }
  }

  private boolean tellSome(Handle handle) {
    List<DomainId> domains = store.take(handle, EVERY, BATCH);
    for (DomainId domain : domains) {
      store
          .readers(handle, domain)
          .forEach(email ->
              mails
                  .outbox()
                  .add(
                      handle,
                      MailKind.REPORTS,
                      email,
                      Optional.of(domain.value()),
                      NO_TOKEN,
                      new Slot(domain.value(), Optional.empty())));
    }
    return !domains.isEmpty();
  }

  @Override
  public Optional<Letter> compose(Handle snapshot, DueMail mail) {
    return mail.subject()
        .flatMap(domain -> store.open(snapshot, new DomainId(domain), mail.to()))
        .map(open ->
            mails.letters().reports(mail, new Letters.Reports(open.reports(), open.workspace())));
  }

  /** Writes only a line into the log: the reports stand in their lists too. */
  @Override
  public void undeliverable(Optional<Long> subject) {
    LOG.atInfo()
        .addKeyValue("subject", subject.orElse(0L))
        .log("somebody who moderates could not be told by mail");
  }
}
