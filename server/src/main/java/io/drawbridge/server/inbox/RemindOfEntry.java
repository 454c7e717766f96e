package io.drawbridge.server.inbox;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.command.InboxCommand;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.ReadPermit;
import io.drawbridge.server.db.DatabaseClock;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.session.outbox.Answer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Reminds people of conversations: takes the wish, and lets it come when its time is there. */
final class RemindOfEntry {
  /** The time between two looks for reminders that are due. */
  static final Duration LOOK_EVERY = Duration.ofSeconds(2);

  private static final int BATCH_MAX = 500;

  private final AccessGate gate;
  private final EntryStore store;
  private final EntrySignals signals;
  private final DatabaseClock clock;

  RemindOfEntry(AccessGate gate, EntryStore store, EntrySignals signals, DatabaseClock clock) {
    this.gate = gate;
    this.store = store;
    this.signals = signals;
    this.clock = clock;
  }

  CompletionStage<Answer<Done>> handle(Caller caller, InboxCommand.RemindOfEntry command) {
    ReadPermit permit = gate.read(caller, command.conversation());
    if (command
        .at()
        .filter(it -> it.isAfter(clock.now().plus(Limits.REMINDER_AHEAD_MAX)))
        .isPresent()) {
      throw Failure.invalid("at: too far ahead (expected: a time within five years)");
    }
    signals.changed(
        caller,
        store
            .remind(permit, command.at())
            .orElseThrow(() ->
                Failure.of(
                    ErrorCode.CLOSED,
                    "the conversation is archived (expected: unarchive it first)")));
    return CompletableFuture.completedFuture(Answer.of(MarkerLane.tag(permit), new Done()));
  }

  /** Lets come what is due. Nodes take turns by its rows. */
  void look() {
    List<EntryStore.Entry> due;
    do {
      due = store.due(BATCH_MAX);
      due.forEach(signals::came);
    } while (due.size() == BATCH_MAX);
  }
}
