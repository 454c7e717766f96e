package io.drawbridge.server.delivery;

import io.drawbridge.protocol.frame.Receipt;
import io.drawbridge.server.access.Conversations;
import io.drawbridge.server.access.DomainId;
import io.drawbridge.server.access.Views;
import io.drawbridge.server.cluster.Fence;
import io.drawbridge.server.cluster.Fenced;
import io.drawbridge.server.cluster.Retry;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.db.DatabaseClock;
import io.drawbridge.server.delivery.DomainTransaction.Attempt;
import io.drawbridge.server.delivery.Settlement.Applied;
import io.drawbridge.server.delivery.Settlement.Happened;
import io.drawbridge.server.delivery.Settlement.Repeated;
import io.drawbridge.server.delivery.Turnover.Effects;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.observe.Metrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does the membership changes of a domain that wait: commits them, moves the view, delivers their
 * events, runs the fence, and only then answers. Thread-safe; blocks.
 */
final class DomainWork {
  private static final Logger LOG = LoggerFactory.getLogger(DomainWork.class);

  private final Database database;
  private final DomainTransaction transaction;
  private final Views views;
  private final Conversations conversations;
  private final Deliveries deliveries;
  private final Fence fence;
  private final Turnover turnover;
  private final Metrics metrics;
  private final Executor threads;
  private final DatabaseClock clock;
  private final ChangeStore store = new ChangeStore();

  DomainWork(
      Database database,
      DomainTransaction transaction,
      Views views,
      Conversations conversations,
      Deliveries deliveries,
      Fence fence,
      Turnover turnover,
      Metrics metrics,
      Executor threads,
      DatabaseClock clock) {
    this.database = database;
    this.transaction = transaction;
    this.views = views;
    this.conversations = conversations;
    this.deliveries = deliveries;
    this.fence = fence;
    this.turnover = turnover;
    this.metrics = metrics;
    this.threads = threads;
    this.clock = clock;
  }

  /** Returns the changes for which the transaction had no more room. */
  List<PendingChange<?>> run(DomainId domain, List<PendingChange<?>> batch) {
    Attempt attempt;
    try {
      attempt = commit(domain, batch);
    } catch (Failure unreachable) {
      // What one change says is caught behind its savepoint: this is about all of them.
      batch.forEach(each -> each.fail(unreachable));
      return List.of();
    } catch (RuntimeException together) {
      if (batch.size() == 1) {
        batch.getFirst().fail(together);
      } else {
        LOG.debug("{} changes failed together, trying one by one", batch.size(), together);
        metrics.retriedAlone(Metrics.Lane.CHANGE, batch.size());
        batch.forEach(each -> run(domain, List.of(each)));
      }
      return List.of();
    }
    int taken = attempt.settlements().size();
    long commitMicros = (System.nanoTime() - attempt.lockedNanos()) / 1_000;
    metrics.committed(Metrics.Lane.CHANGE, taken, commitMicros * 1_000);
    List<PendingChange<?>> settled = batch.subList(0, taken);
    try {
      finish(domain, settled, attempt, commitMicros);
    } catch (RuntimeException bug) {
      LOG.error("a change of domain {} is committed and not finished", domain.value(), bug);
      settled.forEach(each -> each.fail(bug));
    }
    return List.copyOf(batch.subList(taken, batch.size()));
  }

  private Attempt commit(DomainId domain, List<PendingChange<?>> batch) {
    try {
      return attempt(domain, batch);
    } catch (Failure expected) {
      throw expected;
    } catch (RuntimeException first) {
      if (batch.size() > 1) {
        throw first;
      }
      // A concurrent attempt with the same key, or a lost connection: the second try tells.
      LOG.debug("a change failed, trying once more", first);
      return attempt(domain, batch);
    }
  }

  private Attempt attempt(DomainId domain, List<PendingChange<?>> batch) {
    Attempt attempt = new Attempt();
    try {
      database.write(handle -> {
        transaction.run(handle, domain, batch, attempt);
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

  private void finish(
      DomainId domain, List<PendingChange<?>> settled, Attempt attempt, long commitMicros) {
    Effects effects = Effects.NONE;
    Optional<Fenced> fenced = Optional.empty();
    if (attempt.changedAnything()) {
      Views.Advance advance =
          Retry.untilDone("moving a view", () -> views.advance(domain, attempt.epoch()));
      deliver(attempt);
      effects =
          Retry.untilDone(
              "reading the effects of a change",
              () -> turnover.effects(domain, attempt.before(), attempt.epoch(), advance.touched()));
      Optional<Long> narrowed = lastNarrowing(attempt);
      if (narrowed.isPresent()) {
        fenced =
            Optional.of(
                fence.run(
                    domain,
                    narrowed.get(),
                    effects.cut(CommittedText.instant(attempt.clockMicros()))));
      }
      turnover.tellGains(effects);
    }
    Receipts receipts = new Receipts(attempt, effects, fenced, commitMicros);
    for (int i = 0; i < settled.size(); i++) {
      answer(domain, settled.get(i), attempt.settlements().get(i), receipts);
    }
  }

  private static Optional<Long> lastNarrowing(Attempt attempt) {
    Optional<Long> last = Optional.empty();
    for (Settlement settlement : attempt.settlements()) {
      if (settlement instanceof Applied applied && applied.narrowing()) {
        last = Optional.of(applied.epoch());
      }
    }
    return last;
  }

  private void answer(
      DomainId domain, PendingChange<?> pending, Settlement settlement, Receipts receipts) {
    switch (settlement) {
      case Applied applied -> {
        Optional<Receipt> receipt =
            applied.narrowing()
                ? Optional.of(receipts.of(applied.epoch(), pending.submittedNanos()))
                : Optional.empty();
        receipt
            .map(Receipt::phases)
            .ifPresent(phases ->
                metrics.fenced(
                    phases.lockMicros(),
                    phases.commitMicros(),
                    phases.fenceMicros(),
                    phases.totalMicros()));
        applied
            .tasks()
            .run(threads, () -> pending.complete(applied.value(), applied.epoch(), receipt));
      }
      case Repeated repeated -> repeat(domain, pending, repeated);
      case Settlement.Failed failed -> pending.fail(failed.why());
    }
  }

  /** The fence of the earlier attempt is awaited again: it may have died in between. */
  private void repeat(DomainId domain, PendingChange<?> pending, Repeated repeated) {
    long epoch = repeated.epoch();
    Optional<Receipt> receipt = Optional.empty();
    if (repeated.narrowing()) {
      Views.Advance advance = Retry.untilDone("moving a view", () -> views.advance(domain, epoch));
      Effects effects =
          Retry.untilDone(
              "reading the effects of a change",
              () -> turnover.effects(domain, epoch - 1, epoch, advance.touched()));
      Fenced fenced = fence.run(domain, epoch, effects.cut(clock.now()));
      receipt = Optional.of(Receipts.repeated(effects, fenced, epoch, pending.submittedNanos()));
    }
    pending.complete(repeated.value(), epoch, receipt);
  }

  private void deliver(Attempt attempt) {
    List<LogEntry> entries = new ArrayList<>();
    for (Settlement settlement : attempt.settlements()) {
      if (settlement instanceof Applied applied) {
        for (Happened event : applied.events()) {
          if (event.kind() == EventKind.CHANGED) {
            conversations.forget(event.conversation());
          }
          conversations
              .facts(event.conversation())
              .ifPresent(facts -> entries.add(event.entry(facts, attempt.clockMicros())));
        }
      }
    }
    if (!entries.isEmpty()) {
      deliveries.committed(entries);
    }
  }
}
