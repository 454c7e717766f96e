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
 * {@code conversation.archive} and {@code conversation.unarchive}: closes a conversation for good
 * and takes it out of the lists, and puts it back. It ends the access of externals who were let in
 * until it closes, as closing does, and the reminders that wait.
 */
final class ArchiveConversation {
  private final AccessGate gate;
  private final Details details;
  private final ConversationStore store = new ConversationStore();

  ArchiveConversation(AccessGate gate, Details details) {
    this.gate = gate;
    this.details = details;
  }

  CompletionStage<Answer<Done>> archive(Caller caller, ConversationCommand.Archive command) {
    return details.change(
        caller,
        permit(caller, command.conversation()),
        command,
        tx -> archive(tx, command.conversation()));
  }

  CompletionStage<Answer<Done>> unarchive(Caller caller, ConversationCommand.Unarchive command) {
    return details.change(
        caller,
        permit(caller, command.conversation()),
        command,
        tx -> store.unarchive(tx, command.conversation()));
  }

  private ManagePermit permit(Caller caller, ConversationId conversation) {
    return gate.manage(caller, conversation, Action.Manage.CLOSE, Optional.empty());
  }

  private List<ConversationId> archive(ChangeTransaction tx, ConversationId conversation) {
    List<ConversationId> archived = store.setState(tx, conversation, "archived");
    if (!archived.isEmpty()) {
      store.cancelReminders(tx, archived);
      tx.left(tx.memberships().endOnClose(tx.at(), conversation));
    }
    return archived;
  }
}
