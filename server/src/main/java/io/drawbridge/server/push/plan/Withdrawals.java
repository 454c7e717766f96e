package io.drawbridge.server.push.plan;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.server.background.Batches;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.exit.Outbox;
import io.drawbridge.server.push.plan.PushPlanStore.Told;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * Calls back what devices may show of conversations that their person lost. It is told of changes
 * on this node, and looks by the clock for those of a node that died. Thread-safe.
 */
public final class Withdrawals {
  /** People who wait here; what more there are is found by the clock. */
  private static final int CUT_MAX = 100_000;

  private static final int BATCH = 200;
  private static final Duration CHECKED_EVERY = Duration.ofMinutes(10);

  /** What was told longer ago shows nowhere any more: no push service keeps it for so long. */
  private static final Duration TOLD_KEPT = Duration.ofDays(7);

  private final Database database;
  private final Outbox outbox;
  private final PushPlanStore store = new PushPlanStore();
  private final Set<Long> cut = new HashSet<>();

  public Withdrawals(Database database, Outbox outbox) {
    this.database = database;
    this.outbox = outbox;
  }

  /** Hears that these people may have lost something. Never blocks. */
  public void cut(Collection<AccountId> people) {
    synchronized (cut) {
      people.stream().map(AccountId::value).takeWhile(_ -> cut.size() < CUT_MAX).forEach(cut::add);
    }
  }

  private List<Long> take() {
    synchronized (cut) {
      List<Long> batch = new ArrayList<>();
      Iterator<Long> next = cut.iterator();
      while (next.hasNext() && batch.size() < BATCH) {
        batch.add(next.next());
        next.remove();
      }
      return batch;
    }
  }

  /** Calls back what those lost of whom it was told; what fails is kept. Blocks. */
  public void withdraw() {
    for (List<Long> people = take(); !people.isEmpty(); people = take()) {
      try {
        withdraw(people);
      } catch (RuntimeException e) {
        cut(people.stream().map(AccountId::new).toList());
        throw e;
      }
    }
  }

  private void withdraw(List<Long> people) {
    if (database.write(handle -> withdraw(handle, people))) {
      outbox.wake();
    }
  }

  private boolean withdraw(Handle handle, List<Long> people) {
    List<Told> lost = store.lost(handle, people);
    List<Long> _ =
        outbox.add(handle, lost.stream().map(it -> PushRows.row(PushRows.WITHDRAW, it)).toList());
    return !lost.isEmpty();
  }

  /**
   * Looks at everybody who was told of something, in turn, and forgets what is long ago. Blocks.
   */
  public void sweep() {
    for (List<Long> people = unchecked(); !people.isEmpty(); people = unchecked()) {
      withdraw(people.stream().distinct().toList());
    }
    Batches.untilNotFull(
        BATCH,
        () -> database.write(handle -> store.forgetTold(handle, TOLD_KEPT.toSeconds(), BATCH)));
  }

  private List<Long> unchecked() {
    return database.write(handle -> store.unchecked(handle, CHECKED_EVERY.toSeconds(), BATCH));
  }
}
