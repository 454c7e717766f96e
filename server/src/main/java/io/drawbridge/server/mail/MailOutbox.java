package io.drawbridge.server.mail;

import io.drawbridge.server.db.Database;
import io.drawbridge.server.db.Ids;
import io.drawbridge.server.mail.letter.EmailAddress;
import io.drawbridge.server.mail.letter.Letter;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;

/**
 * The queue where features put mails, in the transaction that is the reason for them. Thread-safe.
 *
 * <p>A mail row carries the address, the one-time token if there is one, and what it is about.
 */
public final class MailOutbox {
  private final Ids ids;
  private final MailStore store = new MailStore();
  private final Semaphore bell = new Semaphore(0);

  /** The mails that the worker is sending: between its question and the last byte. */
  private final Map<About, Sending> underWay = new ConcurrentHashMap<>();

  private record About(MailKind kind, long subject) {}

  private record Sending(DueMail mail, CountDownLatch done) {
    void await() {
      try {
        done.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("mail %d is still under way".formatted(mail.id()), e);
      }
    }
  }

  public MailOutbox(Ids ids) {
    this.ids = ids;
  }

  /** Adds a mail of the server's own, and returns its id. Ring {@link #wake} after the commit. */
  public long add(
      Handle handle, MailKind kind, EmailAddress to, Optional<Long> subject, String token) {
    return add(handle, kind, to, subject, token, Optional.empty());
  }

  /** The same for a mail that leaves on somebody's word, when its slot says. */
  public long add(
      Handle handle,
      MailKind kind,
      EmailAddress to,
      Optional<Long> subject,
      String token,
      Slot slot) {
    return add(handle, kind, to, subject, token, Optional.of(slot));
  }

  private long add(
      Handle handle,
      MailKind kind,
      EmailAddress to,
      Optional<Long> subject,
      String token,
      Optional<Slot> slot) {
    long id = ids.next();
    store.insert(handle, id, kind, to, subject, token, slot);
    return id;
  }

  /** Takes back the mails about an invitation that are not being sent yet. */
  public void cancel(Handle handle, MailKind kind, long subject) {
    store.deleteOf(handle, kind, subject);
  }

  /** Tells the worker that there may be something to send. */
  public void wake() {
    bell.release();
  }

  /**
   * Waits until no mail about this invitation is under way. Called after the commit that withdrew
   * it: then the mail either left before, or never will.
   */
  public void settle(MailKind kind, long subject) {
    Sending sending = underWay.get(new About(kind, subject));
    if (sending != null) {
      sending.await();
    }
  }

  /**
   * Waits until no mail about something is under way that its source would not make any more.
   * Called after the commit that withdrew it: then the mail either left before, or never will.
   */
  public void settle(Database database, Map<MailKind, LetterSource> sources) {
    for (Sending sending : underWay.values()) {
      DueMail mail = sending.mail();
      Optional<Letter> letter =
          Optional.ofNullable(sources.get(mail.kind()))
              .flatMap(source -> database.read(handle -> source.compose(handle, mail)));
      if (letter.isEmpty()) {
        sending.await();
      }
    }
  }

  /**
   * Notes that the worker is about to ask whether the mail is still wanted, and then to send it.
   */
  Runnable begin(DueMail mail) {
    if (mail.subject().isEmpty()) {
      return () -> {};
    }
    About about = new About(mail.kind(), mail.subject().get());
    Sending sending = new Sending(mail, new CountDownLatch(1));
    underWay.put(about, sending);
    return () -> {
      underWay.remove(about, sending);
      sending.done().countDown();
    };
  }

  /** Waits for the bell; all rings until now count as one. */
  void await(Duration max) throws InterruptedException {
    if (bell.tryAcquire(max.toMillis(), TimeUnit.MILLISECONDS)) {
      bell.drainPermits();
    }
  }
}
