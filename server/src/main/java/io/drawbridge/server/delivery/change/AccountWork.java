package io.drawbridge.server.delivery.change;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.server.cluster.Fence;
import io.drawbridge.server.cluster.Fenced;
import io.drawbridge.server.cluster.Retry;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.delivery.change.MembershipLanes.AccountChange;
import io.drawbridge.server.delivery.change.MembershipLanes.Changed;
import io.drawbridge.server.failure.Failure;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Does the changes of an account's log, one transaction each; every one is narrowing. Blocks. */
public final class AccountWork {
  private static final String KIND = "account.change";

  private final Database database;
  private final Fence fence;
  private final ChangeStore store = new ChangeStore();

  public AccountWork(Database database, Fence fence) {
    this.database = database;
    this.fence = fence;
  }

  /** One change on its way. */
  record Pending<T>(
      AccountId actor,
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
      Fenced fenced = fence.run(account, attempt.epoch);
      pending
          .stage()
          .complete(
              new Changed<>(
                  attempt.value(),
                  attempt.epoch,
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
        store.lock(handle, account.value());
        attempt.lockedNanos = System.nanoTime();
        attempt.value = Optional.of(pending.change().apply(handle));
        attempt.epoch =
            store.logAccount(handle, account, KIND, pending.actor()).orElseThrow(Failure::notFound);
        attempt.done = true;
        return attempt;
      });
    } catch (RuntimeException e) {
      if (!attempt.done || !isCommitted(account, attempt.epoch)) {
        throw e;
      }
    }
  }

  /** Looks up a commit of unknown outcome: this lane alone gives the account its epochs. */
  private boolean isCommitted(AccountId account, long epoch) {
    return Retry.untilDone(
        "looking up a commit",
        () ->
            database.write(handle -> {
              store.lock(handle, account.value());
              return store.logged(handle, account.value()) >= epoch;
            }));
  }

  private static final class Attempt<T> {
    private Optional<T> value = Optional.empty();
    private long epoch;
    private long lockedNanos;
    private boolean done;

    private T value() {
      return value.orElseThrow();
    }
  }
}
