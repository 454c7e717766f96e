package io.drawbridge.server.message;

import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.result.MessageResult.Changed;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.PostPermit;
import io.drawbridge.server.delivery.append.MessageEdit;
import io.drawbridge.server.delivery.append.WriterLanes;
import io.drawbridge.server.delivery.log.RequestKeys;
import io.drawbridge.server.session.outbox.Answer;
import java.util.concurrent.CompletionStage;

/**
 * Replaces the text of the caller's own message; the lane refuses what is not above their floor.
 */
final class EditMessage {
  private final AccessGate gate;
  private final WriterLanes lanes;
  private final RequestKeys keys;

  EditMessage(AccessGate gate, WriterLanes lanes, RequestKeys keys) {
    this.gate = gate;
    this.lanes = lanes;
    this.keys = keys;
  }

  CompletionStage<Answer<Changed>> handle(Caller caller, MessageCommand.Edit command) {
    MessageEdit edit =
        new MessageEdit(
            command.pos(),
            command.text(),
            Mentioned.by(caller.account(), command.text()),
            keys.of(caller, command));
    PostPermit permit = gate.post(caller, command.conversation(), edit.right());
    return ChangeAnswer.append(lanes, permit, edit);
  }
}
