package io.drawbridge.server.membership;

import io.drawbridge.protocol.command.ConversationCommand;
import io.drawbridge.protocol.conversation.EndReason;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.protocol.result.Receipt;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.ManagePermit;
import io.drawbridge.server.access.rules.Action;
import io.drawbridge.server.access.rules.ConversationFacts;
import io.drawbridge.server.delivery.change.Changes;
import io.drawbridge.server.delivery.change.MembershipLanes.ChangeTransaction;
import io.drawbridge.server.session.outbox.Answer;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * {@code conversation.leave}: lets anyone leave, by whatever path they came. The gate refuses the
 * last admin of a group that keeps members, one of whom could be made an admin first.
 */
final class LeaveConversation {
  private final AccessGate gate;
  private final Changes changes;
  private final Departure departure;

  LeaveConversation(AccessGate gate, Changes changes, Departure departure) {
    this.gate = gate;
    this.changes = changes;
    this.departure = departure;
  }

  CompletionStage<Answer<Receipt>> handle(Caller caller, ConversationCommand.Leave command) {
    ManagePermit permit =
        gate.manage(caller, command.conversation(), Action.Manage.LEAVE, Optional.empty());
    return changes
        .run(permit, command, Done.class, tx -> leave(tx, permit.conversation(), caller))
        .thenApply(changed -> Answer.own(Receipts.of(changed, false)));
  }

  private Done leave(ChangeTransaction tx, ConversationFacts conversation, Caller caller) {
    Departure.Extent extent =
        departure.reachesByGroup(tx, conversation, caller.account())
            ? Departure.Extent.ALL_PATHS
            : Departure.Extent.DIRECT;
    departure.end(tx, conversation, caller.account(), EndReason.LEFT, extent);
    return new Done();
  }
}
