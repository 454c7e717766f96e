package io.drawbridge.server.writing.schedule;

import io.drawbridge.protocol.command.WritingCommand;
import io.drawbridge.protocol.id.SessionId;
import io.drawbridge.protocol.result.MessageResult.Sent;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.PostPermit;
import io.drawbridge.server.access.rules.AudienceToken;
import io.drawbridge.server.db.Behalf;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.db.RequestKey;
import io.drawbridge.server.db.Sha256;
import io.drawbridge.server.delivery.append.Append.Due;
import io.drawbridge.server.delivery.append.NewMessage;
import io.drawbridge.server.delivery.append.NewMessage.Kept;
import io.drawbridge.server.delivery.append.WriterLanes;
import io.drawbridge.server.delivery.append.WriterLanes.Committed;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.message.ChangeAnswer;
import io.drawbridge.server.message.Given;
import io.drawbridge.server.message.Mentioned;
import io.drawbridge.server.session.outbox.Answer;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * Sends a scheduled message as its author, under the right that they have at that moment: the lane
 * decides it under the lock, and deletes the row in the transaction that appends the message.
 */
final class SendScheduled {
  private final Database database;
  private final AccessGate gate;
  private final WriterLanes lanes;
  private final ScheduledStore store;
  private final ScheduledSignals signals;
  private final Executor threads;

  /** {@code threads} starts a virtual thread for each task. */
  SendScheduled(
      Database database,
      AccessGate gate,
      WriterLanes lanes,
      ScheduledStore store,
      ScheduledSignals signals,
      Executor threads) {
    this.database = database;
    this.gate = gate;
    this.lanes = lanes;
    this.store = store;
    this.signals = signals;
    this.threads = threads;
  }

  /** Sends one of the caller's before its time. */
  CompletionStage<Answer<Sent>> handle(Caller caller, WritingCommand.SendScheduled command) {
    Optional<AudienceToken> looked = command.audience().map(Given::audience);
    ScheduledRow row =
        database
            .read(handle -> store.find(handle, caller.account(), command.scheduled()))
            .orElseThrow(Failure::notFound);
    NewMessage message = message(row, looked.or(() -> audience(row)));
    PostPermit permit = gate.post(caller, row.conversation(), message.right());
    return ChangeAnswer.sent(lanes, permit, message)
        .thenApply(sent -> {
          threads.execute(() -> signals.changed(caller, row));
          return sent;
        });
  }

  /**
   * Appends what was leased.
   *
   * @throws Failure if its author may not send it
   */
  CompletionStage<Committed> fire(ScheduledRow row) {
    // It has no session; where one is asked for, the scheduled message stands for it.
    Caller author = new Caller(row.author(), new SessionId(row.id().value()));
    return Behalf.of(
        row.author(),
        () -> {
          NewMessage message = message(row, audience(row));
          return lanes.append(gate.post(author, row.conversation(), message.right()), message);
        });
  }

  private static NewMessage message(ScheduledRow row, Optional<AudienceToken> audience) {
    return new NewMessage(
            row.text(),
            row.quote(),
            Mentioned.by(row.author(), row.text()),
            audience,
            row.files(),
            // A client cannot have sent it: client ids have no spaces.
            new RequestKey(row.author(), "scheduled " + row.id(), Sha256.of(row.text())))
        .taking(new Kept.Planned(new Due(row.id().value(), row.version())));
  }

  private static Optional<AudienceToken> audience(ScheduledRow row) {
    return row.newcomers() ? Optional.empty() : Optional.of(row.audience());
  }
}
