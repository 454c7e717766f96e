package io.drawbridge.server.approval;

import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.background.PeriodicTask;
import io.drawbridge.server.command.Commands;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.db.Ids;
import io.drawbridge.server.exit.surface.LetsOut;
import io.drawbridge.server.exit.surface.Surface;
import io.drawbridge.server.feature.Feature;
import io.drawbridge.server.mail.DueMail;
import io.drawbridge.server.mail.LetterSource;
import io.drawbridge.server.mail.MailKind;
import io.drawbridge.server.mail.Mails;
import io.drawbridge.server.mail.Slot;
import io.drawbridge.server.mail.letter.Letter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Mails those who invited or suggested somebody what became of it (G-26, G-4): approved, refused,
 * or come back; how many, in which workspace, and nothing of who. The first at once, and what
 * follows within the hour in one mail; of what is no longer so, or in a place that its reader sees
 * no more, it tells nothing. Thread-safe.
 */
@LetsOut(Surface.MAIL_OUTCOME)
public final class OutcomeNotices implements Feature, LetterSource {
  private static final Logger LOG = LoggerFactory.getLogger(OutcomeNotices.class);
  private static final String NO_TOKEN = "";
  private static final Duration TELL_EVERY = Duration.ofMinutes(1);
  private static final Duration MAIL_EVERY = Duration.ofHours(1);

  /** A mail that leaves sooner takes nothing more: it may be written at this moment. */
  private static final Duration MARGIN = Duration.ofMinutes(1);

  /** Longer than a mail is tried. */
  private static final Duration KEPT = Duration.ofDays(7);

  private static final int BATCH = 100;
  private static final int FORGET_BATCH = 1_000;

  private final Database database;
  private final Ids ids;
  private final Mails mails;
  private final OutcomeStore store = new OutcomeStore();

  public OutcomeNotices(Database database, Ids ids, Mails mails) {
    this.database = database;
    this.ids = ids;
    this.mails = mails;
  }

  @Override
  public void register(Commands commands) {
    // the commands are those of the features that invite
  }

  @Override
  public Map<MailKind, LetterSource> letters() {
    return Map.of(MailKind.OUTCOME, this);
  }

  @Override
  public List<PeriodicTask> tasks() {
    return List.of(new PeriodicTask("telling inviters", TELL_EVERY, this::tell));
  }

  /** Puts the mails that are due into the outbox, in small transactions. Blocks. */
  void tell() {
    while (database.write(this::tellSome)) {
      mails.outbox().wake();
    }
    database.write(handle -> {
      store.forget(handle, KEPT, FORGET_BATCH);
      store.forgetMails(handle, MAIL_EVERY, FORGET_BATCH);
      return true;
    });
  }

  private boolean tellSome(Handle handle) {
    List<Outcome> taken = store.take(handle, BATCH);
    taken.stream()
        .collect(Collectors.groupingBy(Outcome::reader, LinkedHashMap::new, Collectors.toList()))
        .forEach((reader, outcomes) -> tell(handle, reader, outcomes));
    return !taken.isEmpty();
  }

  private void tell(Handle handle, Outcome.Reader reader, List<Outcome> outcomes) {
    store
        .mail(handle, reader, ids.next(), MAIL_EVERY, MARGIN)
        .ifPresent(mail -> {
          store.note(handle, mail.id(), outcomes);
          if (mail.fresh()) {
            long home = reader.domain().value();
            mails
                .outbox()
                .add(
                    handle,
                    MailKind.OUTCOME,
                    mail.email(),
                    Optional.of(mail.id()),
                    NO_TOKEN,
                    new Slot(home, Optional.of(mail.leaves())));
          }
        });
  }

  @Override
  public Optional<Letter> compose(Handle snapshot, DueMail mail) {
    return mail.home()
        .flatMap(home ->
            mail.subject().flatMap(it -> store.about(snapshot, new DomainId(home), it, mail.to())))
        .map(about -> mails.letters().outcome(mail, about));
  }

  /** Writes only a line into the log: what became of it stands in their lists too. */
  @Override
  public void undeliverable(Optional<Long> subject) {
    LOG.atInfo()
        .addKeyValue("subject", subject.orElse(0L))
        .log("somebody who invited could not be told by mail");
  }
}
