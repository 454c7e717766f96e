package io.drawbridge.server.external;

import io.drawbridge.protocol.Limits;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.external.SponsorNoticeStore.Sort;
import io.drawbridge.server.external.SponsorNoticeStore.Taken;
import io.drawbridge.server.mail.DueMail;
import io.drawbridge.server.mail.Letters.Answering;
import io.drawbridge.server.mail.MailKind;
import io.drawbridge.server.mail.Mails;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Mails to those who can do something about the externals of a workspace. Thread-safe. */
final class SponsorNotices {
  private static final Logger LOG = LoggerFactory.getLogger(SponsorNotices.class);
  private static final String NO_TOKEN = "";
  private static final int BATCH = 200;

  private final Database database;
  private final Mails mails;
  private final MailKind kind;
  private final Sort sort;
  private final SponsorNoticeStore store = new SponsorNoticeStore();

  SponsorNotices(Database database, Mails mails, MailKind kind, Sort sort) {
    this.database = database;
    this.mails = mails;
    this.kind = kind;
    this.sort = sort;
  }

  void tell() {
    while (tellSome()) {
      mails.outbox().wake();
    }
  }

  private boolean tellSome() {
    return database.write(handle -> {
      Taken taken = store.take(handle, sort, Limits.TERM_REMINDER, BATCH);
      taken
          .due()
          .forEach(each ->
              mails.outbox().add(handle, kind, each.email(), Optional.of(each.domain()), NO_TOKEN));
      return taken.any();
    });
  }

  Optional<Answering> about(Handle snapshot, DueMail mail) {
    return mail.subject()
        .flatMap(domain -> store.about(snapshot, sort, Limits.TERM_REMINDER, domain, mail.to()));
  }

  /** Writes only a line into the log: it stands in the roster too. */
  void undeliverable(Optional<Long> subject) {
    LOG.atInfo()
        .addKeyValue("subject", subject.orElse(0L))
        .log("a sponsor could not be told by mail");
  }
}
