package io.drawbridge.server.message;

import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.result.MessageResult.Changed;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.PostPermit;
import io.drawbridge.server.access.Permit.ReadPermit;
import io.drawbridge.server.access.rules.Action;
import io.drawbridge.server.delivery.append.MessageDeletion;
import io.drawbridge.server.delivery.append.WriterLanes;
import io.drawbridge.server.delivery.log.RequestKeys;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.session.outbox.Answer;
import java.util.concurrent.CompletionStage;

/**
 * Deletes a message: the caller's own, or anybody's for those who may. The text goes from every
 * table; a tombstone keeps the place.
 */
final class DeleteMessage {
  private final AccessGate gate;
  private final MessageStore store;
  private final WriterLanes lanes;
  private final RequestKeys keys;

  DeleteMessage(AccessGate gate, MessageStore store, WriterLanes lanes, RequestKeys keys) {
    this.gate = gate;
    this.store = store;
    this.lanes = lanes;
    this.keys = keys;
  }

  CompletionStage<Answer<Changed>> handle(Caller caller, MessageCommand.Delete command) {
    ReadPermit sight = gate.read(caller, command.conversation());
    AccountId author = store.author(sight, command.pos()).orElseThrow(Failure::notFound);
    boolean any = !author.equals(caller.account());
    PostPermit permit =
        gate.post(
            caller, command.conversation(), any ? Action.Post.DELETE_ANY : Action.Post.DELETE_OWN);
    return ChangeAnswer.append(
        lanes, permit, new MessageDeletion(command.pos(), any, keys.of(caller, command)));
  }
}
