package io.drawbridge.server.workspace.seat;

import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.server.delivery.change.MembershipLanes.ChangeTransaction;
import io.drawbridge.server.invite.Invitations;
import io.drawbridge.server.mail.letter.EmailAddress;

/** Makes a change that suspends an address wait until no mail of an invitation to it is leaving. */
public final class HeldMails {
  private final Invitations invitations;
  private final WorkspaceInvitationStore store;
  private final SeatInvitationMails mails;

  public HeldMails(
      Invitations invitations, WorkspaceInvitationStore store, SeatInvitationMails mails) {
    this.invitations = invitations;
    this.store = store;
    this.mails = mails;
  }

  public void settle(ChangeTransaction tx, WorkspaceId workspace, EmailAddress email) {
    invitations.settleMails(tx, email);
    store
        .unanswered(tx.at().handle(), workspace, email)
        .forEach(invitation -> tx.beforeAnswer(() -> mails.settle(invitation)));
  }
}
