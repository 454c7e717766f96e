package io.drawbridge.server.notify.mail;

import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.notify.NoticeMail;
import io.drawbridge.server.background.Batches;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.db.DatabaseClock;
import io.drawbridge.server.mail.MailKind;
import io.drawbridge.server.mail.MailOutbox;
import io.drawbridge.server.mail.MailStops;
import io.drawbridge.server.mail.letter.EmailAddress;
import io.drawbridge.server.notify.rule.QuietTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Hands mails about notices to the outbox when they are due. One of which everything was read
 * meanwhile is dropped; one for somebody who is there is put off for a while: they will read it
 * themselves; and one that came due in quiet hours waits for their end. Nodes share the rows.
 * Thread-safe.
 */
public final class NoticeMailTask {
  private static final int BATCH = 100;
  private static final Duration PUT_OFF = Duration.ofMinutes(1);
  private static final String NO_TOKEN = "";

  private final Database database;
  private final DatabaseClock clock;
  private final MailOutbox outbox;
  private final MailTimes times;
  private final NoticeMailStore store = new NoticeMailStore();

  public NoticeMailTask(
      Database database, DatabaseClock clock, MailOutbox outbox, MailTimes times) {
    this.database = database;
    this.clock = clock;
    this.outbox = outbox;
    this.times = times;
  }

  /** Hands over all that are due, in small transactions. Blocks. */
  public void handOver() {
    while (database.write(this::some)) {
      outbox.wake();
    }
  }

  private boolean some(Handle handle) {
    List<NoticeMailStore.DueRow> due = store.due(handle, BATCH);
    due.forEach(mail -> decide(handle, mail));
    return !due.isEmpty();
  }

  private void decide(Handle handle, NoticeMailStore.DueRow mail) {
    if (mail.email().isEmpty() || !mail.unread()) {
      store.forget(handle, mail.id());
      return;
    }
    Optional<Instant> later = later(mail, clock.now());
    if (later.isPresent()) {
      store.putOff(handle, mail.id(), later.get());
    } else {
      store.handed(handle, mail.id());
      outbox.add(
          handle,
          MailKind.NOTICES,
          List.of(
              new MailOutbox.OnWord(
                  new EmailAddress(mail.email().get()),
                  Optional.of(mail.id()),
                  NO_TOKEN,
                  MailStops.OF_NOTICES)));
    }
  }

  /** Until when it waits: while it is quiet, whenever that was said; and while they are there. */
  private Optional<Instant> later(NoticeMailStore.DueRow mail, Instant now) {
    boolean readSoon =
        mail.kind() == NoticeMail.IMMEDIATE
            && mail.active()
            && now.isBefore(times.putOffUntil(mail.created()));
    return QuietTime.end(mail.quiet(), now)
        .or(() ->
            readSoon
                ? Optional.of(
                    now.plus(PUT_OFF.compareTo(times.after()) < 0 ? PUT_OFF : times.after()))
                : Optional.empty());
  }

  /** Forgets those that left longer ago than notices are kept. Blocks. */
  public void forgetOld() {
    Batches.untilNotFull(
        BATCH,
        () -> database.write(handle -> store.forgetHanded(handle, Limits.NOTICES_KEPT, BATCH)));
  }
}
