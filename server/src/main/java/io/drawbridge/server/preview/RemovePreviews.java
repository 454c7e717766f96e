package io.drawbridge.server.preview;

import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.result.MessageResult.Changed;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.PostPermit;
import io.drawbridge.server.access.rules.Action;
import io.drawbridge.server.delivery.append.MessagePreviews;
import io.drawbridge.server.delivery.append.WriterLanes;
import io.drawbridge.server.delivery.log.RequestKeys;
import io.drawbridge.server.message.ChangeAnswer;
import io.drawbridge.server.session.outbox.Answer;
import java.util.concurrent.CompletionStage;

/** Takes the previews from the caller's own message. */
final class RemovePreviews {
  private final AccessGate gate;
  private final WriterLanes lanes;
  private final RequestKeys keys;

  RemovePreviews(AccessGate gate, WriterLanes lanes, RequestKeys keys) {
    this.gate = gate;
    this.lanes = lanes;
    this.keys = keys;
  }

  CompletionStage<Answer<Changed>> handle(Caller caller, MessageCommand.RemovePreviews command) {
    PostPermit permit = gate.post(caller, command.conversation(), Action.Post.EDIT_OWN);
    return ChangeAnswer.append(
        lanes, permit, MessagePreviews.removal(command.pos(), keys.of(caller, command)));
  }
}
