package io.drawbridge.server.delivery;

import io.drawbridge.server.access.DomainId;
import io.drawbridge.server.cluster.Retry;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.db.LostConnection;
import io.drawbridge.server.delivery.DomainTransaction.Care;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.observe.Metrics;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits the membership changes of a domain that wait; what follows a commit is done beside the
 * next one. Thread-safe; blocks.
 */
final class DomainWork {
  private static final Logger LOG = LoggerFactory.getLogger(DomainWork.class);
  private static final Duration REST_MAX = Duration.ofSeconds(1);

  private final Database database;
  private final DomainTransaction transaction;
  private final Metrics metrics;
  private final ChangeStore store = new ChangeStore();

  DomainWork(Database database, DomainTransaction transaction, Metrics metrics) {
    this.database = database;
    this.transaction = transaction;
    this.metrics = metrics;
  }

  /** Takes what was committed, in the order of the epochs. */
  interface Committed {
    void settle(DomainId domain, DomainCommit commit);
  }

  /** Returns the changes for which the transaction had no more room. */
  List<PendingChange<?>> run(DomainId domain, List<PendingChange<?>> batch, Committed committed) {
    DomainAttempt attempt;
    try {
      attempt = commit(domain, batch);
    } catch (Failure unreachable) {
      // What one change says is caught on its own: this is about all of them.
      batch.forEach(each -> each.fail(unreachable));
      return List.of();
    } catch (RuntimeException together) {
      if (batch.size() == 1 || LostConnection.caused(together)) {
        batch.forEach(each -> each.fail(together));
      } else {
        LOG.debug("{} changes failed together, trying one by one", batch.size(), together);
        metrics.retriedAlone(Metrics.Lane.CHANGE, batch.size());
        batch.forEach(each -> run(domain, List.of(each), committed));
      }
      return List.of();
    }
    int taken = attempt.settlements().size();
    long commitNanos = attempt.heldNanos();
    metrics.committed(Metrics.Lane.CHANGE, taken, commitNanos);
    committed.settle(
        domain,
        new DomainCommit(batch.subList(0, taken), attempt, commitNanos / 1_000, System.nanoTime()));
    rest(restFor(commitNanos));
    return List.copyOf(batch.subList(taken, batch.size()));
  }

  /**
   * Leaves the domain to those who post there for as long as it was held: changes take half of its
   * time at most, and those that come meanwhile share the next transaction. A commit that had to be
   * looked up took longer than the domain was held.
   */
  static Duration restFor(long commitNanos) {
    return Duration.ofNanos(Math.min(commitNanos, REST_MAX.toNanos()));
  }

  private static void rest(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private DomainAttempt commit(DomainId domain, List<PendingChange<?>> batch) {
    try {
      return attempt(domain, batch, Care.TOGETHER);
    } catch (Failure expected) {
      throw expected;
    } catch (RuntimeException first) {
      // One of several failed and is found behind its savepoint. Or a concurrent attempt with the
      // same key, or a lost connection: the second try tells.
      LOG.debug("{} changes failed, trying once more", batch.size(), first);
      return attempt(domain, batch, Care.APART);
    }
  }

  private DomainAttempt attempt(DomainId domain, List<PendingChange<?>> batch, Care care) {
    DomainAttempt attempt = new DomainAttempt();
    try {
      database.write(handle -> {
        transaction.run(handle, domain, batch, care, attempt);
        return attempt;
      });
      return attempt;
    } catch (RuntimeException e) {
      if (attempt.isDone() && attempt.changedAnything() && isCommitted(domain, attempt.epoch())) {
        return attempt;
      }
      throw e;
    }
  }

  /**
   * Looks up a commit of unknown outcome. This lane alone gives the domain its epochs, and the lock
   * is free only when the transaction in question has ended.
   */
  private boolean isCommitted(DomainId domain, long epoch) {
    return Retry.untilDone(
        "looking up a commit",
        () ->
            database.write(handle -> {
              store.lock(handle, domain.value());
              return store.logged(handle, domain.value()) >= epoch;
            }));
  }
}
