package io.drawbridge.server.workspace;

import io.drawbridge.protocol.command.SeatCommand;
import io.drawbridge.protocol.people.WorkspaceRole;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.WorkspacePermit;
import io.drawbridge.server.access.rules.WorkspaceAction;
import io.drawbridge.server.command.Handler;
import io.drawbridge.server.delivery.change.Changes;
import io.drawbridge.server.delivery.change.MembershipLanes.ChangeTransaction;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.mail.letter.EmailAddress;
import io.drawbridge.server.session.outbox.Answer;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * {@code workspace.promote}: invites an external to become a member, by their account, for those
 * who do not know their address (G-29). Nobody is made a member who has not accepted.
 */
final class PromoteExternal implements Handler<SeatCommand.Promote, Done> {
  private final AccessGate gate;
  private final Changes changes;
  private final WorkspaceStore store;
  private final InviteMember invite;

  PromoteExternal(AccessGate gate, Changes changes, WorkspaceStore store, InviteMember invite) {
    this.gate = gate;
    this.changes = changes;
    this.store = store;
    this.invite = invite;
  }

  @Override
  public CompletionStage<Answer<Done>> handle(Caller caller, SeatCommand.Promote command) {
    WorkspaceRole role = command.role().orElse(WorkspaceRole.MEMBER);
    WorkspacePermit permit =
        gate.workspace(
            caller,
            command.workspace(),
            WorkspaceAction.PROMOTE,
            command.person(),
            Optional.of(role));
    return changes
        .run(permit, command, Done.class, tx -> promote(tx, permit, command, role))
        .thenApply(changed -> Answer.own(changed.value()));
  }

  private Done promote(
      ChangeTransaction tx,
      WorkspacePermit permit,
      SeatCommand.Promote command,
      WorkspaceRole role) {
    EmailAddress address =
        store
            .external(tx.handle(), command.workspace(), command.person())
            .orElseThrow(Failure::notFound);
    return invite.invite(tx, permit, address, role, command.note());
  }
}
