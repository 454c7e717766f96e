package io.drawbridge.server.delivery.change;

import io.drawbridge.protocol.codec.FrameCodec;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.server.background.Retry;
import io.drawbridge.server.cluster.Fence;
import io.drawbridge.server.cluster.Fenced;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.db.RequestKey;
import io.drawbridge.server.delivery.audit.AuditFact;
import io.drawbridge.server.delivery.audit.AuditRecord;
import io.drawbridge.server.delivery.audit.AuditRecords;
import io.drawbridge.server.delivery.audit.AuditedTransaction;
import io.drawbridge.server.delivery.audit.ChangeRequest;
import io.drawbridge.server.delivery.change.ChangeStore.Ground;
import io.drawbridge.server.delivery.change.MembershipLanes.AccountChange;
import io.drawbridge.server.delivery.change.MembershipLanes.Changed;
import io.drawbridge.server.delivery.log.Idempotent;
import io.drawbridge.server.delivery.log.LaneStore;
import io.drawbridge.server.delivery.log.RememberedAnswers;
import io.drawbridge.server.delivery.log.RememberedAnswers.Answered;
import io.drawbridge.server.exit.Exits;
import io.drawbridge.server.failure.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jdbi.v3.core.Handle;

/** Does the changes of an account's log, one transaction each; every one is narrowing. Blocks. */
public final class AccountWork {
  private final Database database;
  private final Fence fence;
  private final Retry retry;
  private final RememberedAnswers answers;
  private final AuditRecords records;
  private final Exits exits;
  private final ChangeStore store;

  /** {@code lanes}: see {@link ChangeStore}. */
  public AccountWork(
      Database database, Fence fence, FrameCodec codec, Retry retry, Exits exits, LaneStore lanes) {
    this.store = new ChangeStore(lanes);
    this.database = database;
    this.fence = fence;
    this.retry = retry;
    this.exits = exits;
    this.answers = new RememberedAnswers(codec);
    this.records = new AuditRecords(codec);
  }

  /** One change on its way. */
  record Pending<T>(
      ChangeRequest<T> request,
      AccountChange<T> change,
      CompletableFuture<Changed<T>> stage,
      long submittedNanos)
      implements ScopeLanes.Awaited {

    @Override
    public void fail(Throwable why) {
      stage.completeExceptionally(why);
    }
  }

  ScopeLanes.Turn<Pending<?>> run(AccountId account, List<Pending<?>> batch) {
    batch.forEach(each -> one(account, each));
    return ScopeLanes.Turn.done();
  }

  private <T> void one(AccountId account, Pending<T> pending) {
    try {
      long start = System.nanoTime();
      Attempt<T> attempt = new Attempt<>();
      commit(account, pending, attempt);
      long lockMicros = (attempt.lockedNanos - start) / 1_000;
      long commitMicros = (System.nanoTime() - attempt.lockedNanos) / 1_000;
      Answered<T> done = attempt.done();
      Fenced fenced = fence.run(account, done.epoch());
      exits.cut(Set.of(account));
      if (fenced.sending()) {
        exits.settle();
      }
      pending
          .stage()
          .complete(
              new Changed<>(
                  done.value(),
                  done.epoch(),
                  Optional.of(
                      Receipts.account(
                          fenced, lockMicros, commitMicros, pending.submittedNanos()))));
    } catch (RuntimeException e) {
      pending.fail(e);
    }
  }

  private <T> void commit(AccountId account, Pending<T> pending, Attempt<T> attempt) {
    try {
      database.write(handle -> {
        Ground ground = store.lockAndRead(handle, account.value(), keys(pending));
        attempt.lockedNanos = System.nanoTime();
        if (!ground.known()) {
          throw Failure.notFound();
        }
        attempt.done = Optional.of(change(handle, account, pending, ground));
        return attempt;
      });
    } catch (RuntimeException e) {
      if (attempt.done.isEmpty() || !isCommitted(account, attempt.done().epoch())) {
        throw e;
      }
    }
  }

  private static List<RequestKey> keys(Pending<?> pending) {
    return pending.request().once().<RequestKey>map(Idempotent::key).stream().toList();
  }

  /** Under the lock: an earlier attempt's answer, or the change with its row of the log. */
  private <T> Answered<T> change(
      Handle handle, AccountId account, Pending<T> pending, Ground ground) {
    Optional<Idempotent<T>> once = pending.request().once();
    if (ground.earlier().containsKey(0)) {
      Idempotent<T> repeated = once.orElseThrow();
      return answers.read(ground.earlier().get(0), repeated.key(), repeated.answer());
    }
    Steps steps = new Steps(handle);
    T value = pending.change().apply(steps);
    Answered<T> done = new Answered<>(value, ground.moment().epoch() + 1, true);
    AuditRecord record =
        records.of(
            pending.request(), Optional.empty(), Optional.of(account), List.copyOf(steps.facts));
    store.log(
        handle,
        account,
        new ChangeStore.Entry(
            done.epoch(),
            ground.moment().clockMicros(),
            true,
            record,
            once.map(it -> new ChangeStore.Answered(it.key(), answers.text(done)))));
    return done;
  }

  /** Looks up a commit of unknown outcome: of this node this lane alone makes the epochs. */
  private boolean isCommitted(AccountId account, long epoch) {
    return retry.untilDone(
        "looking up a commit",
        () ->
            database.write(handle -> {
              store.lock(handle, account.value());
              return store.made(handle, account.value(), epoch);
            }));
  }

  private static final class Attempt<T> {
    private Optional<Answered<T>> done = Optional.empty();
    private long lockedNanos;

    private Answered<T> done() {
      return done.orElseThrow();
    }
  }

  private static final class Steps implements AuditedTransaction {
    private final Handle handle;
    private final List<AuditFact> facts = new ArrayList<>();

    private Steps(Handle handle) {
      this.handle = handle;
    }

    @Override
    public Handle handle() {
      return handle;
    }

    @Override
    public void wrote(AuditFact fact) {
      facts.add(fact);
    }
  }
}
