package io.drawbridge.server.workspace.seat;

import io.drawbridge.protocol.id.InvitationId;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.WorkspacePermit;
import io.drawbridge.server.access.rules.WorkspaceAction;
import io.drawbridge.server.account.link.LinkUse;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.workspace.seat.WorkspaceInvitationStore.Stored;
import org.jdbi.v3.core.Handle;

/**
 * Finds an invitation to become a member for those who may resend or withdraw it: the inviter, and
 * the workspace's admins. For others it does not exist.
 */
public final class ManagedSeatInvitation {
  private final AccessGate gate;
  private final Database database;
  private final WorkspaceInvitationStore store;

  public ManagedSeatInvitation(AccessGate gate, Database database, WorkspaceInvitationStore store) {
    this.gate = gate;
    this.database = database;
    this.store = store;
  }

  /** The invitation before the lock, and the right over it. */
  public record Found(Stored invitation, WorkspacePermit permit) {}

  /**
   * Finds the invitation, and the right of the caller over it.
   *
   * @throws Failure {@code not_found} if there is none, or the caller may not know of it
   */
  public Found find(Caller caller, InvitationId id) {
    Stored invitation =
        database.query(handle -> store.find(handle, id)).orElseThrow(Failure::notFound);
    WorkspaceAction action =
        invitation.inviter().equals(caller.account())
            ? WorkspaceAction.SEE_INVITATIONS
            : WorkspaceAction.MANAGE_INVITATIONS;
    try {
      return new Found(invitation, gate.workspace(caller, invitation.workspace(), action));
    } catch (Failure refused) {
      // A member who may not manage it must not learn that there is such an invitation.
      throw Failure.notFound();
    }
  }

  /**
   * The row as it stands under its lock.
   *
   * @throws Failure {@code link_spent} if it is gone or is another inviter's now
   */
  public Stored lock(Handle handle, Found before) {
    return store
        .lock(handle, before.invitation().id())
        .filter(now -> now.inviter().equals(before.invitation().inviter()))
        .orElseThrow(LinkUse::spent);
  }
}
