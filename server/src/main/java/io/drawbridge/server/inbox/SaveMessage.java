package io.drawbridge.server.inbox;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.command.InboxCommand;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.ReadPermit;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.session.outbox.Answer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Keeps a message among those that the caller saved, or lets it go. */
final class SaveMessage {
  private final AccessGate gate;
  private final SavedStore store;

  SaveMessage(AccessGate gate, SavedStore store) {
    this.gate = gate;
    this.store = store;
  }

  CompletionStage<Answer<Done>> handle(Caller caller, InboxCommand.SaveMessage command) {
    ReadPermit permit = gate.read(caller, command.conversation());
    if (command.on()) {
      switch (store.keep(permit, command.pos(), Limits.SAVED_MESSAGES_MAX)) {
        case KEPT -> {
          // It is among them now.
        }
        case ABSENT -> throw Failure.notFound();
        case FULL ->
            throw Failure.of(
                ErrorCode.LIMIT_REACHED,
                "saved messages: " + Limits.SAVED_MESSAGES_MAX + " are kept; let one go first");
      }
    } else {
      store.drop(permit, command.pos());
    }
    return CompletableFuture.completedFuture(Answer.of(MarkerLane.tag(permit), new Done()));
  }
}
