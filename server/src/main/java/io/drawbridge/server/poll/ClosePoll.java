package io.drawbridge.server.poll;

import io.drawbridge.protocol.command.PollCommand;
import io.drawbridge.protocol.result.MessageResult.Changed;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.PostPermit;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.delivery.append.PollClosing;
import io.drawbridge.server.delivery.append.WriterLanes;
import io.drawbridge.server.delivery.log.RequestKeys;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.message.ChangeAnswer;
import io.drawbridge.server.session.outbox.Answer;
import java.util.concurrent.CompletionStage;

/** Closes the caller's own poll, or by the right to delete it one of others. */
final class ClosePoll {
  private final Database database;
  private final AccessGate gate;
  private final PollStore store;
  private final WriterLanes lanes;
  private final RequestKeys keys;

  ClosePoll(
      Database database, AccessGate gate, PollStore store, WriterLanes lanes, RequestKeys keys) {
    this.database = database;
    this.gate = gate;
    this.store = store;
    this.lanes = lanes;
    this.keys = keys;
  }

  CompletionStage<Answer<Changed>> handle(Caller caller, PollCommand.Close command) {
    PollStore.Row row =
        database
            .read(snapshot ->
                store.find(snapshot, gate.read(caller, command.conversation()), command.pos()))
            .orElseThrow(Failure::notFound);
    PollClosing closing =
        new PollClosing(
            command.pos(), !row.author().equals(caller.account()), keys.of(caller, command));
    PostPermit permit = gate.post(caller, command.conversation(), closing.right());
    return ChangeAnswer.append(lanes, permit, closing);
  }
}
