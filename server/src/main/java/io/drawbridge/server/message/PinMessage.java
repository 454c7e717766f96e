package io.drawbridge.server.message;

import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.result.MessageResult.Changed;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.PostPermit;
import io.drawbridge.server.access.rules.Action;
import io.drawbridge.server.delivery.append.MessagePin;
import io.drawbridge.server.delivery.append.WriterLanes;
import io.drawbridge.server.delivery.log.RequestKeys;
import io.drawbridge.server.session.outbox.Answer;
import java.util.concurrent.CompletionStage;

/** Pins a message that the caller sees, or unpins it. */
final class PinMessage {
  private final AccessGate gate;
  private final WriterLanes lanes;
  private final RequestKeys keys;

  PinMessage(AccessGate gate, WriterLanes lanes, RequestKeys keys) {
    this.gate = gate;
    this.lanes = lanes;
    this.keys = keys;
  }

  CompletionStage<Answer<Changed>> handle(Caller caller, MessageCommand.Pin command) {
    PostPermit permit = gate.post(caller, command.conversation(), Action.Post.PIN);
    return ChangeAnswer.append(
        lanes, permit, new MessagePin(command.pos(), command.on(), keys.of(caller, command)));
  }
}
