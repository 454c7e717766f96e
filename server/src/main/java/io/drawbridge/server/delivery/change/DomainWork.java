package io.drawbridge.server.delivery.change;

import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.background.Retry;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.db.LostConnection;
import io.drawbridge.server.delivery.change.DomainTransaction.Care;
import io.drawbridge.server.delivery.change.ScopeLanes.Turn;
import io.drawbridge.server.delivery.log.LaneStore;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.observe.Metrics;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits the membership changes of a domain that wait. {@link DomainSettling} settles a commit
 * concurrently with the next one. Thread-safe; blocks.
 */
public final class DomainWork {
  private static final Logger LOG = LoggerFactory.getLogger(DomainWork.class);
  private static final Duration REST_MAX = Duration.ofSeconds(1);

  private final Database database;
  private final DomainTransaction transaction;
  private final Metrics metrics;
  private final Retry retry;
  private final ChangeStore store;

  /** {@code lanes}: see {@link ChangeStore}. */
  public DomainWork(
      Database database, DomainTransaction transaction, Metrics metrics, LaneStore lanes) {
    this.store = new ChangeStore(lanes);
    this.database = database;
    this.transaction = transaction;
    this.metrics = metrics;
    this.retry = new Retry(metrics);
  }

  /** Takes what was committed, in the order of the epochs. */
  interface Committed {
    void settle(DomainId domain, DomainCommit commit);
  }

  /**
   * Commits a batch; returns the changes for which the transaction had no more room, and how long
   * the domain rests.
   *
   * @param hurry tells whether something waits that this batch must not hold up
   */
  Turn<PendingChange<?>> run(
      DomainId domain, List<PendingChange<?>> batch, Committed committed, BooleanSupplier hurry) {
    DomainAttempt attempt;
    try {
      attempt = commit(domain, batch, hurry);
    } catch (Failure unreachable) {
      // What one change says is caught on its own: this is about all of them.
      batch.forEach(each -> each.fail(unreachable));
      return Turn.done();
    } catch (RuntimeException together) {
      if (batch.size() == 1 || LostConnection.caused(together)) {
        batch.forEach(each -> each.fail(together));
      } else {
        LOG.debug("{} changes failed together, trying one by one", batch.size(), together);
        metrics.retriedAlone(Metrics.Lane.CHANGE, batch.size());
        batch.forEach(each -> run(domain, List.of(each), committed, hurry));
      }
      return Turn.done();
    }
    int taken = attempt.settlements().size();
    long commitNanos = attempt.heldNanos();
    metrics.committed(Metrics.Lane.CHANGE, taken, commitNanos);
    committed.settle(
        domain,
        new DomainCommit(batch.subList(0, taken), attempt, commitNanos / 1_000, System.nanoTime()));
    return new Turn<>(List.copyOf(batch.subList(taken, batch.size())), restFor(commitNanos));
  }

  /**
   * The time for which the domain is left to its posts: as long as it was held. So changes that
   * give take half of its time at most, and those that come meanwhile share the next transaction.
   * It is bounded, since a commit that had to be looked up took longer than the domain was held.
   */
  static Duration restFor(long commitNanos) {
    return Duration.ofNanos(Math.min(commitNanos, REST_MAX.toNanos()));
  }

  private DomainAttempt commit(
      DomainId domain, List<PendingChange<?>> batch, BooleanSupplier hurry) {
    try {
      return attempt(domain, batch, Care.TOGETHER, hurry);
    } catch (Failure expected) {
      throw expected;
    } catch (RuntimeException first) {
      // One of several failed and is found behind its savepoint. Or a concurrent attempt with the
      // same key, or a lost connection: the second try tells.
      LOG.debug("{} changes failed, trying once more", batch.size(), first);
      return attempt(domain, batch, Care.APART, hurry);
    }
  }

  private DomainAttempt attempt(
      DomainId domain, List<PendingChange<?>> batch, Care care, BooleanSupplier hurry) {
    DomainAttempt attempt = new DomainAttempt();
    try {
      database.write(handle -> {
        transaction.run(handle, domain, batch, care, hurry, attempt);
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
   * Looks up a commit of unknown outcome. Of this node this lane alone gives the domain its epochs,
   * and the lock is free only when the transaction in question has ended.
   */
  private boolean isCommitted(DomainId domain, long epoch) {
    return retry.untilDone(
        "looking up a commit",
        () ->
            database.write(handle -> {
              store.lock(handle, domain.value());
              return store.made(handle, domain.value(), epoch);
            }));
  }
}
