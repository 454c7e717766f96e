package io.drawbridge.server.workspace;

import io.drawbridge.protocol.command.WorkspaceCommand;
import io.drawbridge.protocol.conversation.InvitationState;
import io.drawbridge.protocol.id.InvitationId;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.account.link.LinkUse;
import io.drawbridge.server.command.Handler;
import io.drawbridge.server.delivery.change.Changes;
import io.drawbridge.server.delivery.change.MembershipLanes.ChangeTransaction;
import io.drawbridge.server.session.outbox.Answer;
import io.drawbridge.server.workspace.seat.ManagedSeatInvitation;
import io.drawbridge.server.workspace.seat.SeatInvitationMails;
import io.drawbridge.server.workspace.seat.WorkspaceInvitationStore;
import java.util.concurrent.CompletionStage;

/**
 * {@code workspace.withdraw_invitation}: ends an invitation to become a member. After the answer no
 * mail of it leaves.
 */
final class WithdrawSeatInvitation implements Handler<WorkspaceCommand.WithdrawInvitation, Done> {
  private final Changes changes;
  private final ManagedSeatInvitation managed;
  private final WorkspaceInvitationStore store;
  private final SeatInvitationMails mails;

  WithdrawSeatInvitation(
      Changes changes,
      ManagedSeatInvitation managed,
      WorkspaceInvitationStore store,
      SeatInvitationMails mails) {
    this.changes = changes;
    this.managed = managed;
    this.store = store;
    this.mails = mails;
  }

  @Override
  public CompletionStage<Answer<Done>> handle(
      Caller caller, WorkspaceCommand.WithdrawInvitation command) {
    ManagedSeatInvitation.Found found = managed.find(caller, command.invitation());
    return changes
        .run(found.permit(), command, Done.class, tx -> withdraw(tx, found))
        .thenApply(changed -> Answer.own(changed.value()));
  }

  private Done withdraw(ChangeTransaction tx, ManagedSeatInvitation.Found found) {
    InvitationId invitation = managed.lock(tx.handle(), found).id();
    if (!store.end(tx, invitation, InvitationState.REVOKED)) {
      throw LinkUse.spent();
    }
    mails.cancel(tx.handle(), invitation);
    tx.beforeAnswer(() -> mails.settle(invitation));
    return new Done();
  }
}
