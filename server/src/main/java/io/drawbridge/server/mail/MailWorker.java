package io.drawbridge.server.mail;

import io.drawbridge.server.db.Database;
import io.drawbridge.server.db.DatabaseClock;
import io.drawbridge.server.db.Outage;
import io.drawbridge.server.mail.letter.Letter;
import io.drawbridge.server.mail.smtp.Mailer;
import io.drawbridge.server.observe.Metrics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what is in the outbox: one virtual thread, which asks for every mail just before it is sent
 * whether it is still wanted. A mail is sent at least once; its id makes a second copy known.
 *
 * <p>A feature that withdraws a mail calls {@link MailOutbox#settle} after its commit.
 */
public final class MailWorker implements AutoCloseable {
  /** Waits after each failed attempt; after the last the mail is given up, about 30 hours old. */
  static final List<Duration> BACKOFF =
      List.of(
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          Duration.ofMinutes(15),
          Duration.ofHours(1),
          Duration.ofHours(4),
          Duration.ofHours(8),
          Duration.ofHours(16));

  private static final Logger LOG = LoggerFactory.getLogger(MailWorker.class);
  private static final int BATCH = 10;
  private static final Duration LEASE = Duration.ofMinutes(10);
  private static final Duration POLL = Duration.ofSeconds(30);
  private static final Duration AFTER_TROUBLE = Duration.ofSeconds(20);

  private final Database database;
  private final DatabaseClock clock;
  private final MailOutbox outbox;
  private final Mailer mailer;
  private final MailStops stops;
  private final Metrics metrics;
  private final Map<MailKind, LetterSource> sources;
  private final MailStore store = new MailStore();

  private final Thread thread;
  private final CountDownLatch stopping = new CountDownLatch(1);

  public MailWorker(
      Database database,
      DatabaseClock clock,
      MailOutbox outbox,
      Mailer mailer,
      MailStops stops,
      Metrics metrics,
      Map<MailKind, LetterSource> sources) {
    this.database = database;
    this.clock = clock;
    this.outbox = outbox;
    this.mailer = mailer;
    this.stops = stops;
    this.metrics = metrics;
    this.sources = Map.copyOf(sources);
    this.thread = Thread.ofVirtual().name("mail").unstarted(this::run);
  }

  public void start() {
    thread.start();
  }

  private void run() {
    boolean first = true;
    try {
      while (!stopping()) {
        try {
          if (first) {
            takeBackLeases();
            first = false;
          }
          if (!sendBatch()) {
            outbox.await(untilNext());
          }
        } catch (RuntimeException e) {
          LOG.atLevel(Outage.level(e)).setCause(e).log("sending mails failed; trying again");
          // Not at the bell of the outbox: what rings it does not mend the trouble.
          stopping.await(AFTER_TROUBLE.toMillis(), TimeUnit.MILLISECONDS);
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("the mail worker was interrupted");
    }
  }

  private boolean stopping() {
    return stopping.getCount() == 0;
  }

  /**
   * Takes back what is leased at the start: there is one process only, so a process that is gone
   * had leased it.
   */
  private void takeBackLeases() {
    database.write(handle -> {
      store.takeBackFirstLeases(handle);
      return true;
    });
  }

  private Duration untilNext() {
    Optional<Instant> next = database.query(store::nextDue);
    return next.map(due -> Duration.between(clock.now(), due))
        .filter(wait -> wait.compareTo(POLL) < 0)
        .map(wait -> wait.isPositive() ? wait : Duration.ofMillis(10))
        .orElse(POLL);
  }

  /** Sends a batch; false if nothing was due. */
  private boolean sendBatch() {
    Deque<DueMail> due =
        new ArrayDeque<>(database.write(handle -> store.lease(handle, BATCH, LEASE)));
    if (due.isEmpty()) {
      return false;
    }
    try (Mailer.Delivery delivery = mailer.open()) {
      while (!due.isEmpty() && !stopping()) {
        DueMail mail = due.removeFirst();
        if (!send(delivery, mail)) {
          break;
        }
      }
    } catch (Mailer.Trouble e) {
      LOG.atWarn().addKeyValue("why", e.getMessage()).log("nobody takes mails now");
      DueMail mail = due.removeFirst();
      failed(mail, String.valueOf(e.getMessage()));
    }
    due.forEach(mail -> putBack(mail, AFTER_TROUBLE, false));
    return true;
  }

  /** Sends one mail; false if the delivery is of no use any more. */
  private boolean send(Mailer.Delivery delivery, DueMail mail) {
    Runnable ended = outbox.begin(mail);
    try {
      Optional<Letter> letter = database.read(handle -> wanted(handle, mail));
      if (letter.isPresent()) {
        delivery.send(letter.get());
        metrics.mail(Metrics.MailOutcome.SENT);
        LOG.atInfo()
            .addKeyValue("mail", mail.id())
            .addKeyValue("kind", mail.kind())
            .log("mail sent");
      }
      delete(mail);
      return true;
    } catch (Mailer.Refused e) {
      LOG.atInfo()
          .addKeyValue("mail", mail.id())
          .addKeyValue("why", e.getMessage())
          .log("mail refused");
      giveUp(mail);
      return true;
    } catch (Mailer.Trouble e) {
      failed(mail, String.valueOf(e.getMessage()));
      return false;
    } catch (RuntimeException e) {
      LOG.atError().addKeyValue("mail", mail.id()).setCause(e).log("a mail could not be made");
      failed(mail, "could not be made");
      return true;
    } finally {
      ended.run();
    }
  }

  private Optional<Letter> wanted(Handle snapshot, DueMail mail) {
    return stops.stopped(snapshot, mail) ? Optional.empty() : source(mail).compose(snapshot, mail);
  }

  private void failed(DueMail mail, String why) {
    LOG.atInfo()
        .addKeyValue("mail", mail.id())
        .addKeyValue("attempts", mail.attempts())
        .addKeyValue("why", why)
        .log("mail not sent");
    if (mail.attempts() > BACKOFF.size()) {
      giveUp(mail);
    } else {
      metrics.mail(Metrics.MailOutcome.RETRIED);
      putBack(mail, BACKOFF.get(mail.attempts() - 1), true);
    }
  }

  private void giveUp(DueMail mail) {
    metrics.mail(Metrics.MailOutcome.FAILED);
    delete(mail);
    source(mail).undeliverable(mail);
  }

  private LetterSource source(DueMail mail) {
    return Optional.ofNullable(sources.get(mail.kind()))
        .orElseThrow(() -> new IllegalStateException("nobody makes mails of kind " + mail.kind()));
  }

  private void delete(DueMail mail) {
    database.write(handle -> {
      store.delete(handle, mail.id());
      return true;
    });
  }

  private void putBack(DueMail mail, Duration wait, boolean tried) {
    database.write(handle -> {
      store.putBack(handle, mail.id(), wait, tried);
      return true;
    });
  }

  @Override
  public void close() {
    stopping.countDown();
    if (thread.getState() == Thread.State.NEW) {
      return;
    }
    outbox.wake();
    try {
      if (!thread.join(Duration.ofSeconds(5))) {
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
