package io.drawbridge.server.conversation;

import io.drawbridge.protocol.command.GroupCommand;
import io.drawbridge.protocol.result.ConversationResult;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.InvitePermit;
import io.drawbridge.server.access.rules.Action;
import io.drawbridge.server.membership.Joining;
import io.drawbridge.server.session.outbox.Answer;
import java.util.concurrent.CompletionStage;

/** {@code group.join}: lets a member of the workspace into one of its open groups. */
final class JoinGroup {
  private final AccessGate gate;
  private final NewConversations made;
  private final Joining joining;
  private final Shown shown;

  JoinGroup(AccessGate gate, NewConversations made, Joining joining, Shown shown) {
    this.gate = gate;
    this.made = made;
    this.joining = joining;
    this.shown = shown;
  }

  CompletionStage<Answer<ConversationResult.Conversation>> handle(
      Caller caller, GroupCommand.Join command) {
    InvitePermit permit = gate.invite(caller, command.conversation(), Action.Invite.JOIN);
    return shown.after(
        caller,
        made.make(
            caller,
            permit,
            command,
            tx -> {
              joining.join(tx, permit.conversation(), caller.account());
              return command.conversation();
            }));
  }
}
