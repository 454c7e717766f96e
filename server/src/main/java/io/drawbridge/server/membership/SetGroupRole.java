package io.drawbridge.server.membership;

import io.drawbridge.protocol.command.GroupCommand;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.ManagePermit;
import io.drawbridge.server.access.rules.Action;
import io.drawbridge.server.access.rules.ConversationFacts;
import io.drawbridge.server.delivery.change.Changes;
import io.drawbridge.server.delivery.change.MembershipLanes.ChangeTransaction;
import io.drawbridge.server.delivery.log.EventKind;
import io.drawbridge.server.session.outbox.Answer;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * {@code group.set_role}: makes admins of a group and unmakes them. One admin stays, and an
 * external is never one (D10).
 */
final class SetGroupRole {
  private final AccessGate gate;
  private final Changes changes;

  SetGroupRole(AccessGate gate, Changes changes) {
    this.gate = gate;
    this.changes = changes;
  }

  CompletionStage<Answer<Done>> handle(Caller caller, GroupCommand.SetRole command) {
    ManagePermit permit =
        gate.manage(
            caller, command.conversation(), Action.Manage.SET_ROLE, Optional.of(command.person()));
    return changes
        .run(permit, command, Done.class, tx -> set(tx, permit.conversation(), caller, command))
        .thenApply(changed -> Answer.own(changed.value()));
  }

  private Done set(
      ChangeTransaction tx, ConversationFacts group, Caller caller, GroupCommand.SetRole command) {
    tx.memberships().setRole(tx.at(), group.id(), command.person(), command.role());
    tx.event(group.id(), EventKind.CHANGED, caller.account(), Optional.empty());
    return new Done();
  }
}
