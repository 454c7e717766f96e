package io.drawbridge.server.file;

import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.result.MessageResult.Changed;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.PostPermit;
import io.drawbridge.server.delivery.append.MessageFiles;
import io.drawbridge.server.delivery.append.WriterLanes;
import io.drawbridge.server.delivery.log.RequestKeys;
import io.drawbridge.server.message.ChangeAnswer;
import io.drawbridge.server.session.outbox.Answer;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Replaces a file of the caller's own message, or takes it away; the lane says whose it is. */
final class ChangeFiles {
  private final AccessGate gate;
  private final WriterLanes lanes;
  private final RequestKeys keys;

  ChangeFiles(AccessGate gate, WriterLanes lanes, RequestKeys keys) {
    this.gate = gate;
    this.lanes = lanes;
    this.keys = keys;
  }

  CompletionStage<Answer<Changed>> replace(Caller caller, MessageCommand.ReplaceFile command) {
    return change(
        caller,
        command.conversation(),
        new MessageFiles(
            command.pos(),
            command.file(),
            Optional.of(new MessageFiles.Version(command.upload(), command.note())),
            keys.of(caller, command)));
  }

  CompletionStage<Answer<Changed>> remove(Caller caller, MessageCommand.RemoveFile command) {
    return change(
        caller,
        command.conversation(),
        new MessageFiles(
            command.pos(), command.file(), Optional.empty(), keys.of(caller, command)));
  }

  private CompletionStage<Answer<Changed>> change(
      Caller caller, ConversationId conversation, MessageFiles change) {
    PostPermit permit = gate.post(caller, conversation, change.right());
    return ChangeAnswer.append(lanes, permit, change);
  }
}
