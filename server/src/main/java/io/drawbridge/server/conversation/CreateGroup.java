package io.drawbridge.server.conversation;

import io.drawbridge.protocol.command.GroupCommand;
import io.drawbridge.protocol.conversation.ConversationRole;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.result.ConversationResult;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit;
import io.drawbridge.server.access.rules.WorkspaceAction;
import io.drawbridge.server.session.outbox.Answer;
import java.util.concurrent.CompletionStage;

/** {@code group.create}: makes a group with its first people; its maker is its admin. */
final class CreateGroup {
  private final AccessGate gate;
  private final NewConversations made;
  private final Shown shown;
  private final ConversationStore store = new ConversationStore();

  CreateGroup(AccessGate gate, NewConversations made, Shown shown) {
    this.gate = gate;
    this.made = made;
    this.shown = shown;
  }

  CompletionStage<Answer<ConversationResult.Conversation>> handle(
      Caller caller, GroupCommand.Create command) {
    Permit permit = gate.workspace(caller, command.workspace(), WorkspaceAction.CREATE_GROUP);
    return shown.after(
        caller,
        made.make(
            caller,
            permit,
            command,
            tx -> {
              ConversationId group = made.nextId();
              store.insertGroup(tx, group, command.name(), command.visibility(), caller.account());
              made.start(tx, group, caller.account(), ConversationRole.ADMIN);
              made.addOthers(tx, group, caller.account(), command.people());
              return group;
            }));
  }
}
