package io.drawbridge.server.membership;

import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.command.ConversationCommand;
import io.drawbridge.protocol.result.ConversationResult;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.session.outbox.Answer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** {@code conversation.roster}: shows who is in a conversation, as far as the reader may know. */
final class ShowRoster {
  private final AccessGate gate;
  private final RosterReader rosters;

  ShowRoster(AccessGate gate, RosterReader rosters) {
    this.gate = gate;
    this.rosters = rosters;
  }

  CompletionStage<Answer<ConversationResult.Roster>> handle(
      Caller caller, ConversationCommand.ShowRoster command) {
    return CompletableFuture.completedFuture(
        rosters.page(
            gate.read(caller, command.conversation()),
            RosterCursor.parse(command.after()),
            command.limit().orElse(Limits.LIST_PAGE_DEFAULT)));
  }
}
