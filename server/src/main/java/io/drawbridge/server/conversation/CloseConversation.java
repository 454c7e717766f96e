package io.drawbridge.server.conversation;

import io.drawbridge.protocol.command.ConversationCommand;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.ManagePermit;
import io.drawbridge.server.access.rules.Action;
import io.drawbridge.server.delivery.change.MembershipLanes.ChangeTransaction;
import io.drawbridge.server.session.outbox.Answer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * {@code conversation.close}: closes a conversation, so that nobody writes any more while everybody
 * may still read, but the externals who were let in until then (N-9, N-12).
 */
final class CloseConversation {
  private final AccessGate gate;
  private final Details details;
  private final ConversationStore store = new ConversationStore();

  CloseConversation(AccessGate gate, Details details) {
    this.gate = gate;
    this.details = details;
  }

  CompletionStage<Answer<Done>> handle(Caller caller, ConversationCommand.Close command) {
    ManagePermit permit =
        gate.manage(caller, command.conversation(), Action.Manage.CLOSE, Optional.empty());
    return details.change(caller, permit, command, tx -> close(tx, command.conversation()));
  }

  private List<ConversationId> close(ChangeTransaction tx, ConversationId conversation) {
    List<ConversationId> closed = store.setState(tx, conversation, "closed");
    if (!closed.isEmpty()) {
      tx.left(tx.memberships().endOnClose(tx.at(), conversation));
    }
    return closed;
  }
}
