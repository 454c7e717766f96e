package io.drawbridge.server.conversation;

import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.command.ConversationCommand;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.ManagePermit;
import io.drawbridge.server.access.rules.Action;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.session.outbox.Answer;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** {@code conversation.rename}: gives a group another name, or a thread another subject. */
final class RenameConversation {
  private final AccessGate gate;
  private final Details details;
  private final ConversationStore store = new ConversationStore();

  RenameConversation(AccessGate gate, Details details) {
    this.gate = gate;
    this.details = details;
  }

  CompletionStage<Answer<Done>> handle(Caller caller, ConversationCommand.Rename command) {
    ManagePermit permit =
        gate.manage(caller, command.conversation(), Action.Manage.RENAME, Optional.empty());
    if (!command.fits(permit.conversation().kind())) {
      throw Failure.invalid(
          "name: %d characters (expected: 1 to %d for a group)"
              .formatted(
                  command.name().codePointCount(0, command.name().length()),
                  Limits.NAME_CHARS_MAX));
    }
    return details.change(
        caller, permit, command, tx -> store.rename(tx, command.conversation(), command.name()));
  }
}
