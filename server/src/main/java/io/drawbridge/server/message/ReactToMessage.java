package io.drawbridge.server.message;

import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.result.MessageResult.Changed;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.PostPermit;
import io.drawbridge.server.access.rules.Action;
import io.drawbridge.server.delivery.append.MessageReaction;
import io.drawbridge.server.delivery.append.WriterLanes;
import io.drawbridge.server.delivery.log.RequestKeys;
import io.drawbridge.server.session.outbox.Answer;
import java.util.concurrent.CompletionStage;

/** Puts an emoji on a message that the caller sees, or takes it away. */
final class ReactToMessage {
  private final AccessGate gate;
  private final WriterLanes lanes;
  private final RequestKeys keys;

  ReactToMessage(AccessGate gate, WriterLanes lanes, RequestKeys keys) {
    this.gate = gate;
    this.lanes = lanes;
    this.keys = keys;
  }

  CompletionStage<Answer<Changed>> handle(Caller caller, MessageCommand.React command) {
    PostPermit permit = gate.post(caller, command.conversation(), Action.Post.REACT);
    return ChangeAnswer.append(
        lanes,
        permit,
        new MessageReaction(
            command.pos(), command.emoji(), command.on(), keys.of(caller, command)));
  }
}
