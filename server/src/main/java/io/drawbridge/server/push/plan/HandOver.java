package io.drawbridge.server.push.plan;

import io.drawbridge.server.db.Database;
import io.drawbridge.server.db.DatabaseClock;
import io.drawbridge.server.exit.Outbox;
import io.drawbridge.server.notify.rule.QuietTime;
import io.drawbridge.server.push.plan.PushPlanStore.DueRow;
import io.drawbridge.server.push.plan.PushPlanStore.Told;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jdbi.v3.core.Handle;

/**
 * Hands pushes to the outbox when they are due, one row for each device. One of which everything
 * was read meanwhile is dropped; one for somebody who is there is put off for a while, since they
 * will read it themselves; and one that came due in quiet hours waits for their end. Nodes share
 * the rows. Thread-safe.
 */
public final class HandOver {
  private static final int BATCH = 100;
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

  private final Database database;
  private final DatabaseClock clock;
  private final Outbox outbox;
  private final Duration hold;
  private final PushPlanStore store = new PushPlanStore();
  private final AtomicBoolean planned = new AtomicBoolean();

  /** {@code hold}: how long a push waits for somebody who is there. */
  public HandOver(Database database, DatabaseClock clock, Outbox outbox, Duration hold) {
    this.database = database;
    this.clock = clock;
    this.outbox = outbox;
    this.hold = hold;
  }

  /** Hears that something was planned on this node. */
  public void planned() {
    planned.set(true);
  }

  /** Hands over all that are due if something was planned here since it did so last. Blocks. */
  public void handOverPlanned() {
    if (planned.getAndSet(false)) {
      handOver();
    }
  }

  /** Hands over all that are due, in small transactions. Blocks. */
  public void handOver() {
    while (database.write(this::some)) {
      outbox.wake();
    }
  }

  private boolean some(Handle handle) {
    Instant now = clock.now();
    List<DueRow> leaving = new ArrayList<>();
    List<DueRow> due = store.due(handle, BATCH);
    for (DueRow row : due) {
      Optional<Instant> later = row.unread() ? later(row, now) : Optional.empty();
      if (later.isPresent()) {
        store.putOff(handle, row, later.get());
      } else {
        store.forget(handle, row);
        if (row.unread()) {
          leaving.add(row);
        }
      }
    }
    if (!leaving.isEmpty()) {
      List<Told> told = store.tell(handle, leaving);
      List<Long> _ =
          outbox.add(handle, told.stream().map(it -> PushRows.row(PushRows.NOTICE, it)).toList());
    }
    return !due.isEmpty();
  }

  private Optional<Instant> later(DueRow row, Instant now) {
    Instant heldUntil = row.created().plus(hold);
    boolean held = row.active() && now.isBefore(heldUntil);
    return QuietTime.end(row.quiet(), now)
        .or(() -> held ? Optional.of(earlier(heldUntil, now.plus(LOOK_AGAIN))) : Optional.empty());
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
