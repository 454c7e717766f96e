package io.drawbridge.server.exit;

import io.drawbridge.server.background.Backoff;
import io.drawbridge.server.background.Retry;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.db.DatabaseClock;
import io.drawbridge.server.db.Outage;
import io.drawbridge.server.exit.Attempt.Outcome;
import io.drawbridge.server.observe.Metrics;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what one exit's outbox holds: one virtual thread, which leases a row, asks whether it is
 * still wanted, and hands it over, before it leases the next. Workers of several nodes share the
 * rows. A row is sent once, unless its node dies while it is being sent, or afterwards before that
 * is written down: then it is sent again, under the same id. Handing over is cut off before the
 * lease ends, so that nobody sends on a lease they have lost.
 */
public final class ExitWorker<P> implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ExitWorker.class);

  /** The time for which a row is leased beyond what handing it over may take. */
  private static final Duration LEASE_MARGIN = Duration.ofMinutes(1);

  /** The longest wait before it looks for rows that other nodes added, or left when they died. */
  private static final Duration POLL = Duration.ofSeconds(30);

  private static final Duration SOON = Duration.ofMillis(10);
  private static final Duration AFTER_TROUBLE = Duration.ofSeconds(20);
  private static final Duration STOP_MAX = Duration.ofSeconds(5);

  private final Database database;
  private final DatabaseClock clock;
  private final Outbox outbox;
  private final Exit<P> exit;
  private final String node;
  private final Metrics metrics;
  private final RandomGenerator random;
  private final Retry retry;
  private final OutboxStore store = new OutboxStore();
  private final Thread thread;
  private final CountDownLatch stopping = new CountDownLatch(1);

  /**
   * A worker that is not started yet.
   *
   * @param node in whose name rows are leased; a node that lives
   * @param random spreads what is tried again
   */
  public ExitWorker(
      Database database,
      DatabaseClock clock,
      Outbox outbox,
      Exit<P> exit,
      String node,
      Metrics metrics,
      RandomGenerator random) {
    this.database = database;
    this.clock = clock;
    this.outbox = outbox;
    this.exit = exit;
    this.node = node;
    this.metrics = metrics;
    this.random = random;
    this.retry = new Retry(metrics);
    metrics.exit(exit.name());
    this.thread = Thread.ofVirtual().name(exit.name()).unstarted(this::run);
  }

  public void start() {
    thread.start();
  }

  private void run() {
    try {
      while (!stopping()) {
        try {
          long heard = outbox.rings();
          outbox.await(heard, sendWhatIsDue());
        } catch (RuntimeException e) {
          LOG.atLevel(Outage.level(e)).setCause(e).log("{} failed; it is tried again", exit.name());
          // Not at the bell of the outbox: what rings it does not mend the trouble.
          boolean _ = stopping.await(AFTER_TROUBLE.toMillis(), TimeUnit.MILLISECONDS);
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("the worker of {} was interrupted", exit.name());
    }
  }

  private boolean stopping() {
    return stopping.getCount() == 0;
  }

  /** Returns how long there is nothing to do. */
  private Duration sendWhatIsDue() {
    try (Attempt<P> attempt = new Attempt<>(database, exit)) {
      while (!stopping()) {
        Optional<Due> row = lease();
        if (row.isEmpty()) {
          return untilNext();
        }
        Outcome outcome = attempt.at(row.get());
        ended(row.get(), outcome);
        if (outcome instanceof Outcome.NobodyThere) {
          return AFTER_TROUBLE;
        }
      }
    }
    return Duration.ZERO;
  }

  private Optional<Due> lease() {
    return database.write(
        handle -> store.lease(handle, outbox.exit(), node, exit.sendMax().plus(LEASE_MARGIN)));
  }

  private Duration untilNext() {
    Optional<Instant> next = database.query(handle -> store.nextDue(handle, outbox.exit()));
    return next.map(due -> Duration.between(clock.now(), due))
        .filter(wait -> wait.compareTo(POLL) < 0)
        .map(wait -> wait.isPositive() ? wait : SOON)
        .orElse(POLL);
  }

  private void ended(Due row, Outcome outcome) {
    switch (outcome) {
      case Outcome.Sent _ -> {
        metrics.exit(exit.name(), Metrics.ExitOutcome.SENT);
        LOG.atInfo()
            .addKeyValue("row", row.id())
            .addKeyValue("kind", row.kind())
            .log("{} sent", exit.name());
        forget(row);
      }
      case Outcome.Withdrawn _ -> {
        metrics.exit(exit.name(), Metrics.ExitOutcome.WITHDRAWN);
        forget(row);
      }
      case Outcome.Refused refused -> giveUp(row, refused.why());
      case Outcome.Failed failed -> tryAgain(row, failed.why());
      case Outcome.NobodyThere nobody -> tryAgain(row, nobody.why());
    }
  }

  private void tryAgain(Due row, String why) {
    LOG.atInfo()
        .addKeyValue("row", row.id())
        .addKeyValue("attempts", row.attempts())
        .addKeyValue("why", why)
        .log("{} not sent", exit.name());
    if (row.attempts() > exit.waits().size()) {
      giveUp(row, why);
      return;
    }
    metrics.exit(exit.name(), Metrics.ExitOutcome.FAILED);
    Duration wait = Backoff.jittered(exit.waits().get(row.attempts() - 1), random);
    retry.untilDone(
        "putting a row back",
        () ->
            database.write(handle -> {
              store.putBack(handle, row, node, wait, why);
              return row;
            }));
  }

  private void giveUp(Due row, String why) {
    metrics.exit(exit.name(), Metrics.ExitOutcome.DEAD);
    LOG.atWarn()
        .addKeyValue("row", row.id())
        .addKeyValue("attempts", row.attempts())
        .addKeyValue("why", why)
        .log("{} given up", exit.name());
    retry.untilDone(
        "giving a row up",
        () ->
            database.write(handle -> {
              store.bury(handle, row, node, why);
              return row;
            }));
    exit.undeliverable(row);
  }

  private void forget(Due row) {
    retry.untilDone(
        "forgetting a row",
        () ->
            database.write(handle -> {
              store.delete(handle, row, node);
              return row;
            }));
  }

  /** Lets what is being sent end, for a while. */
  @Override
  public void close() {
    stopping.countDown();
    if (thread.getState() == Thread.State.NEW) {
      return;
    }
    outbox.wake();
    try {
      if (!thread.join(STOP_MAX)) {
        thread.interrupt();
        if (!thread.join(STOP_MAX)) {
          // It may be writing down, again and again, what became of a row.
          thread.interrupt();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
