package io.drawbridge.server.workspace;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.server.account.credential.BotStore;
import io.drawbridge.server.delivery.change.MembershipLanes.ChangeTransaction;
import io.drawbridge.server.invite.Invitations;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Begins and lifts the suspension of a person and of their bots, inside a change. */
final class Suspension {
  private final Invitations invitations;
  private final BotStore bots = new BotStore();

  Suspension(Invitations invitations) {
    this.invitations = invitations;
  }

  /**
   * Begins a suspension; false if they were suspended already.
   *
   * @throws io.drawbridge.server.failure.Failure {@code conflict} if no owner would be left
   */
  boolean begin(
      ChangeTransaction tx, WorkspaceId workspace, AccountId person, Optional<String> reason) {
    Handle handle = tx.at().handle();
    invitations.tellHeld(tx, person);
    bots.ownedBy(handle, workspace, person)
        .forEach(bot -> tx.memberships().suspend(tx.at(), bot, reason));
    return tx.memberships().suspend(tx.at(), person, reason);
  }

  /** Lifts a suspension; false if they were not suspended. */
  boolean lift(ChangeTransaction tx, WorkspaceId workspace, AccountId person) {
    boolean lifted = tx.memberships().unsuspend(tx.at(), person);
    if (lifted) {
      bots.ownedBy(tx.at().handle(), workspace, person)
          .forEach(bot -> tx.memberships().unsuspend(tx.at(), bot));
    }
    return lifted;
  }
}
