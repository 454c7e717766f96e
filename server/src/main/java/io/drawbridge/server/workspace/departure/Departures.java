package io.drawbridge.server.workspace.departure;

import io.drawbridge.protocol.conversation.EndReason;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.server.bot.BotEnding;
import io.drawbridge.server.delivery.change.MembershipLanes.ChangeTransaction;
import io.drawbridge.server.invite.Invitations;
import io.drawbridge.server.workspace.guest.Guests;
import io.drawbridge.server.workspace.seat.WorkspaceInvitationStore;
import java.util.List;

/**
 * Ends, inside a change, all that a person has in a workspace: their seat and every link of their
 * own, the open invitations to their address, and the bots they own there. Thread-safe.
 */
public final class Departures {
  private final Invitations invitations;
  private final WorkspaceInvitationStore seats;
  private final BotEnding bots;
  private final Guests guests = new Guests();

  public Departures(Invitations invitations, WorkspaceInvitationStore seats, BotEnding bots) {
    this.invitations = invitations;
    this.seats = seats;
    this.bots = bots;
  }

  /**
   * The things that ended.
   *
   * @param bots whose sessions are still to be closed
   * @param places the conversations that a link of their own led to
   */
  public record Departed(List<AccountId> bots, List<ConversationId> places) {
    public Departed {
      bots = List.copyOf(bots);
      places = List.copyOf(places);
    }
  }

  /**
   * Ends it all.
   *
   * @throws io.drawbridge.server.failure.Failure {@code conflict} if no owner would be left
   */
  public Departed depart(ChangeTransaction tx, AccountId person, EndReason reason) {
    invitations.revokeAllFor(tx, person);
    guests.end(tx, person, reason.wire());
    seats.revokeOf(tx, new WorkspaceId(tx.at().domain().value()), person);
    List<AccountId> ended = bots.endOwnedBy(tx, person);
    return new Departed(ended, tx.memberships().unseat(tx.at(), person, reason.wire()));
  }
}
