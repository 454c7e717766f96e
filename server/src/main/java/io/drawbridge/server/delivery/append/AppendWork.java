package io.drawbridge.server.delivery.append;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.db.LostConnection;
import io.drawbridge.server.delivery.append.AppendTransaction.Locking;
import io.drawbridge.server.delivery.append.AppendTransaction.Outcome;
import io.drawbridge.server.delivery.fanout.Deliveries;
import io.drawbridge.server.delivery.log.LogEntry;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.observe.Metrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits one batch: together if that works, else one by one, so that a row the database refuses
 * hurts nobody else. A commit whose outcome is unknown is looked up by its request key, because
 * each attempt asks for that key first. Stateless; blocks.
 */
final class AppendWork {
  private static final Logger LOG = LoggerFactory.getLogger(AppendWork.class);
  private static final int ATTEMPTS_MAX = 3;

  /** The pause between attempts. */
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final Database database;
  private final AppendTransaction transaction;
  private final Deliveries deliveries;
  private final Metrics metrics;
  private final Duration patience;

  AppendWork(
      Database database,
      AppendTransaction transaction,
      Deliveries deliveries,
      Metrics metrics,
      Duration patience) {
    this.database = database;
    this.transaction = transaction;
    this.deliveries = deliveries;
    this.metrics = metrics;
    this.patience = patience;
  }

  /** Returns what was postponed, in order. */
  List<Waiting> commit(List<Waiting> batch, Locking locking) {
    List<Outcome> outcomes;
    try {
      database.requireRoom();
      outcomes = once(batch, locking);
    } catch (Failure refused) {
      if (refused.code() == ErrorCode.UNAVAILABLE
          || (locking == Locking.WAIT && refused.code() == ErrorCode.BUSY)) {
        // Nothing was begun: callers that wait for one of these ask again when the time has come.
        batch.forEach(each -> each.stage().completeExceptionally(refused));
        return List.of();
      }
      return eachAlone(batch, locking, refused);
    } catch (RuntimeException together) {
      return eachAlone(batch, locking, together);
    }
    return settle(batch, outcomes);
  }

  private List<Waiting> eachAlone(List<Waiting> batch, Locking locking, RuntimeException why) {
    LOG.debug("a batch of {} appends failed, trying one by one", batch.size(), why);
    metrics.retriedAlone(Metrics.Lane.APPEND, batch.size());
    List<Waiting> postponed = new ArrayList<>();
    long deadline = System.nanoTime() + patience.toNanos();
    for (Waiting each : batch) {
      postponed.addAll(alone(each, locking, deadline));
    }
    return postponed;
  }

  private List<Outcome> once(List<Waiting> batch, Locking locking) {
    long start = System.nanoTime();
    List<Outcome> outcomes = database.write(handle -> transaction.run(handle, batch, locking));
    metrics.committed(Metrics.Lane.APPEND, batch.size(), System.nanoTime() - start);
    return outcomes;
  }

  private List<Waiting> alone(Waiting waiting, Locking locking, long deadline) {
    int refusals = 0;
    while (System.nanoTime() < deadline && !Thread.currentThread().isInterrupted()) {
      try {
        List<Waiting> one = List.of(waiting);
        List<Outcome> outcomes = once(one, locking);
        if (outcomes.getFirst() instanceof Outcome.Repeated) {
          // Committed by the attempt that failed: nobody has handed the event over yet.
          deliveries.suspect(waiting.facts());
        }
        return settle(one, outcomes);
      } catch (Failure failure) {
        if (failure.code() == ErrorCode.UNAVAILABLE) {
          // An attempt before may have been committed.
          giveUp(waiting, failure);
          return List.of();
        }
        if (failure.code() != ErrorCode.BUSY) {
          waiting.stage().completeExceptionally(failure);
          return List.of();
        }
        pause();
      } catch (RuntimeException refused) {
        if (LostConnection.caused(refused)) {
          pause();
        } else if (++refusals == ATTEMPTS_MAX) {
          LOG.error("append to {} failed {} times", waiting.facts().id(), refusals, refused);
          giveUp(waiting, Failure.of(ErrorCode.INTERNAL, "the append failed"));
          return List.of();
        }
      }
    }
    giveUp(waiting, Failure.of(ErrorCode.UNAVAILABLE, "the database is not reachable"));
    return List.of();
  }

  private void giveUp(Waiting waiting, Failure failure) {
    waiting.stage().completeExceptionally(failure);
    deliveries.suspect(waiting.facts());
  }

  /**
   * Pauses before the next attempt: nothing tells when the database is back, or the domain free.
   */
  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private List<Waiting> settle(List<Waiting> batch, List<Outcome> outcomes) {
    List<LogEntry> entries = new ArrayList<>(batch.size());
    List<Waiting> postponed = new ArrayList<>();
    for (int i = 0; i < batch.size(); i++) {
      Waiting waiting = batch.get(i);
      switch (outcomes.get(i)) {
        case Outcome.Appended appended -> {
          entries.add(appended.entry());
          waiting.stage().complete(appended.committed());
        }
        case Outcome.Repeated repeated -> waiting.stage().complete(repeated.committed());
        case Outcome.Refused refused -> waiting.stage().completeExceptionally(refused.failure());
        case Outcome.Postponed _ -> postponed.add(waiting);
      }
    }
    deliveries.committed(entries);
    return postponed;
  }
}
