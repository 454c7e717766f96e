package io.drawbridge.server.conversation;

import io.drawbridge.protocol.command.ConversationCommand;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.result.ConversationResult;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.ManagePermit;
import io.drawbridge.server.access.rules.Action;
import io.drawbridge.server.delivery.change.MembershipLanes.ChangeTransaction;
import io.drawbridge.server.session.outbox.Answer;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * {@code conversation.open_backstage}: makes the backstage of a group or thread, or finds it
 * (N-16). Nothing of that is an event of the conversation itself, where externals would hear it.
 */
final class OpenBackstage {
  private final AccessGate gate;
  private final NewConversations conversations;
  private final Shown shown;
  private final ConversationStore store = new ConversationStore();

  OpenBackstage(AccessGate gate, NewConversations conversations, Shown shown) {
    this.gate = gate;
    this.conversations = conversations;
    this.shown = shown;
  }

  CompletionStage<Answer<ConversationResult.Conversation>> handle(
      Caller caller, ConversationCommand.OpenBackstage command) {
    ConversationId of = command.conversation();
    ManagePermit permit = gate.manage(caller, of, Action.Manage.OPEN_BACKSTAGE, Optional.empty());
    return shown.after(
        caller,
        conversations.make(
            caller,
            permit,
            command,
            tx -> store.backstage(tx, of).orElseGet(() -> open(tx, caller, of))));
  }

  private ConversationId open(ChangeTransaction tx, Caller caller, ConversationId of) {
    ConversationId backstage = conversations.nextId();
    store.insertBackstage(tx, backstage, of);
    tx.memberships().openBackstage(tx.at(), backstage);
    conversations.begin(tx, backstage, caller.account());
    return backstage;
  }
}
