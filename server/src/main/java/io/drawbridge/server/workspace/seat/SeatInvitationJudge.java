package io.drawbridge.server.workspace.seat;

import io.drawbridge.protocol.conversation.InvitationState;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.rules.Decision;
import io.drawbridge.server.access.rules.WorkspaceAction;
import io.drawbridge.server.account.link.LinkUse;
import io.drawbridge.server.workspace.seat.WorkspaceInvitationStore.Stored;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Decides whether an invitation to become a member, or a guest, is still good: the one place, asked
 * by every door that shows or spends one. It is worth what its inviter may do now, and nothing to
 * an address that is suspended there. Thread-safe.
 */
public final class SeatInvitationJudge {
  private final AccessGate gate;

  public SeatInvitationJudge(AccessGate gate) {
    this.gate = gate;
  }

  /**
   * The state as the inviting side sees it. Whether the address is suspended does not show in it.
   */
  public InvitationState state(Handle snapshot, Stored invitation) {
    if (!invitation.state().renewable()) {
      return invitation.state();
    }
    boolean guest = invitation.asGuest().isPresent();
    Decision decision =
        gate.decide(
            snapshot,
            invitation.inviter(),
            invitation.workspace(),
            guest ? WorkspaceAction.INVITE_GUEST : WorkspaceAction.INVITE_MEMBER,
            guest ? Optional.empty() : Optional.of(invitation.role()));
    return decision.equals(Decision.ALLOWED) ? invitation.state() : InvitationState.DEAD;
  }

  public boolean renewable(Handle snapshot, Stored invitation) {
    return state(snapshot, invitation).renewable();
  }

  /** The invitation; empty if the owner of the address must not hear of it (any more). */
  public Optional<Stored> good(Handle snapshot, Optional<Stored> invitation) {
    return invitation
        .filter(found -> !found.barred())
        .filter(found -> state(snapshot, found).open());
  }

  /**
   * The invitation, if it can be taken up now.
   *
   * @throws io.drawbridge.server.failure.Failure {@code link_spent}
   */
  public Stored require(Handle snapshot, Optional<Stored> invitation) {
    return good(snapshot, invitation).orElseThrow(LinkUse::spent);
  }
}
