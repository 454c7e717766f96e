package io.drawbridge.server.workspace;

import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.command.WorkspaceCommand;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.account.link.LinkUse;
import io.drawbridge.server.command.Handler;
import io.drawbridge.server.delivery.change.Changes;
import io.drawbridge.server.delivery.change.MembershipLanes.ChangeTransaction;
import io.drawbridge.server.invite.mail.MailQuota;
import io.drawbridge.server.session.outbox.Answer;
import io.drawbridge.server.workspace.seat.ManagedSeatInvitation;
import io.drawbridge.server.workspace.seat.SeatInvitationJudge;
import io.drawbridge.server.workspace.seat.SeatInvitationMails;
import io.drawbridge.server.workspace.seat.WorkspaceInvitationStore;
import io.drawbridge.server.workspace.seat.WorkspaceInvitationStore.Stored;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** {@code workspace.resend_invitation}: mails a new link, which replaces the old one. */
final class ResendSeatInvitation implements Handler<WorkspaceCommand.ResendInvitation, Done> {
  private final Changes changes;
  private final ManagedSeatInvitation managed;
  private final WorkspaceInvitationStore store;
  private final SeatInvitationJudge judge;
  private final SeatInvitationMails mails;

  ResendSeatInvitation(
      Changes changes,
      ManagedSeatInvitation managed,
      WorkspaceInvitationStore store,
      SeatInvitationJudge judge,
      SeatInvitationMails mails) {
    this.changes = changes;
    this.managed = managed;
    this.store = store;
    this.judge = judge;
    this.mails = mails;
  }

  @Override
  public CompletionStage<Answer<Done>> handle(
      Caller caller, WorkspaceCommand.ResendInvitation command) {
    ManagedSeatInvitation.Found found = managed.find(caller, command.invitation());
    return changes
        .run(found.permit(), command, Done.class, tx -> resend(tx, found))
        .thenApply(changed -> Answer.own(changed.value()));
  }

  private Done resend(ChangeTransaction tx, ManagedSeatInvitation.Found found) {
    Stored invitation = managed.lock(tx.handle(), found);
    if (!judge.renewable(tx.handle(), invitation)) {
      throw LinkUse.spent();
    }
    store.renew(tx, invitation.id(), Limits.INVITATION_LINK_LIFETIME);
    mails.send(
        tx.handle(),
        invitation.id(),
        new MailQuota.Asked(
            found.permit().caller().account(),
            found.permit().domain(),
            Optional.empty(),
            invitation.email()));
    tx.afterwards(mails::wake);
    return new Done();
  }
}
