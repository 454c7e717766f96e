package io.drawbridge.server.workspace.guest;

import io.drawbridge.protocol.conversation.InvitationState;
import io.drawbridge.protocol.id.InvitationId;
import io.drawbridge.protocol.people.ExternalSelection;
import io.drawbridge.server.delivery.change.MembershipLanes.ChangeTransaction;
import io.drawbridge.server.workspace.seat.SeatInvitationMails;
import io.drawbridge.server.workspace.seat.WorkspaceInvitationStore;
import java.util.List;

/** Takes back invitations to become a guest, for who ends all of a person or of a firm (N-11). */
public final class GuestInvitations {
  private final GuestStore store = new GuestStore();
  private final WorkspaceInvitationStore invitations = new WorkspaceInvitationStore();
  private final SeatInvitationMails mails;

  public GuestInvitations(SeatInvitationMails mails) {
    this.mails = mails;
  }

  /** Takes back some of the open invitations to become a guest; returns how many. */
  public int revoke(ChangeTransaction tx, ExternalSelection which, int max) {
    List<InvitationId> open = store.invited(tx.handle(), tx.at().domain(), which, max);
    for (InvitationId invitation : open) {
      invitations.end(tx, invitation, InvitationState.REVOKED);
      mails.cancel(tx.handle(), invitation);
      tx.beforeAnswer(() -> mails.settle(invitation));
    }
    return open.size();
  }
}
