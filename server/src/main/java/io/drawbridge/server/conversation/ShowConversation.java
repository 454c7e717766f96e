package io.drawbridge.server.conversation;

import io.drawbridge.protocol.command.ConversationCommand;
import io.drawbridge.protocol.result.ConversationResult;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.ReadPermit;
import io.drawbridge.server.session.outbox.Answer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * {@code conversation.show}: shows the conversation as the caller sees it, or {@code not_found}.
 */
final class ShowConversation {
  private final AccessGate gate;
  private final Shown shown;

  ShowConversation(AccessGate gate, Shown shown) {
    this.gate = gate;
    this.shown = shown;
  }

  CompletionStage<Answer<ConversationResult.Conversation>> handle(
      Caller caller, ConversationCommand.Show command) {
    ReadPermit permit = gate.read(caller, command.conversation());
    return CompletableFuture.completedFuture(shown.to(caller, permit.conversation().id()));
  }
}
