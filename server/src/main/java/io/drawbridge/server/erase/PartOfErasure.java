package io.drawbridge.server.erase;

import io.drawbridge.protocol.command.SeatCommand;
import io.drawbridge.protocol.conversation.EndReason;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.people.ExternalSelection;
import io.drawbridge.server.access.Memberships.Ended;
import io.drawbridge.server.delivery.append.MessageTombstones;
import io.drawbridge.server.delivery.audit.AuditFact;
import io.drawbridge.server.delivery.change.Changes;
import io.drawbridge.server.delivery.change.MembershipLanes.ChangeTransaction;
import io.drawbridge.server.external.SelectedGrantStore;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.invite.Invitations;
import io.drawbridge.server.join.JoinEnds;
import io.drawbridge.server.workspace.BarredAddressStore;
import io.drawbridge.server.workspace.guest.Guests;
import io.drawbridge.server.workspace.seat.WorkspaceInvitationStore;
import java.util.List;

/** One part of an erasure, inside a change: some of everything that is left. */
final class PartOfErasure {
  /** Grants and messages of one part: some tens of milliseconds under the domain's lock. */
  static final int PART = 100;

  private final Invitations invitations;
  private final JoinEnds joins;
  private final SelectedGrantStore grants = new SelectedGrantStore();
  private final WorkspaceInvitationStore seats = new WorkspaceInvitationStore();
  private final BarredAddressStore addresses = new BarredAddressStore();
  private final Guests guests = new Guests();
  private final ErasureStore store = new ErasureStore();

  PartOfErasure(Invitations invitations, JoinEnds joins) {
    this.invitations = invitations;
    this.joins = joins;
  }

  /** What one part ended and deleted, as a repeated command is told again. */
  record Erased(int grants, int invitations, int requests, int messages, boolean more)
      implements Changes.Part {}

  /**
   * Erases some of what is left, for those who run the workspace.
   *
   * @throws Failure {@code not_found} if they were never in the workspace, {@code conflict} if they
   *     are a member of it
   */
  Erased ofWorkspace(ChangeTransaction tx, SeatCommand.ErasePerson command) {
    store.requireOutside(tx.handle(), tx.at().domain(), command.person());
    store.requireNotHeld(tx.handle(), List.of(tx.at().domain()), command.person(), tx.at().actor());
    tx.memberships().unsuspend(tx.at(), command.person());
    addresses.unbarOf(tx, command.workspace(), command.person());
    return erase(tx, command.person(), command.deleteMessages());
  }

  /**
   * The same for somebody who erases themself. What the workspace has decided about them stays; in
   * a domain of their own what they wrote goes too.
   *
   * @throws Failure {@code conflict} if they are a member of it
   */
  Erased ofOneself(ChangeTransaction tx, Place place) {
    store.requireNoMember(tx.handle(), place.domain(), tx.at().actor());
    AccountId self = tx.at().actor();
    store.requireNotHeld(tx.handle(), List.of(place.domain()), self, self);
    return erase(tx, self, place.own());
  }

  private Erased erase(ChangeTransaction tx, AccountId person, boolean deleteMessages) {
    ExternalSelection all = new ExternalSelection.OfPerson(person);
    JoinEnds.Counts joining = joins.end(tx, all, PART);
    int revoked = invitations.revokeErased(tx, person, PART);
    seats.revokeOf(tx, new WorkspaceId(tx.at().domain().value()), person);
    guests.end(tx, person, EndReason.REMOVED.wire());
    List<Ended> ended = grants.own(tx.handle(), tx.at().domain(), all, PART);
    tx.left(tx.memberships().removeAll(tx.at(), ended, EndReason.REMOVED.wire()));
    List<MessageTombstones.At> messages =
        deleteMessages ? store.messages(tx.handle(), tx.at().domain(), person, PART) : List.of();
    tx.deleted(messages);
    if (deleteMessages) {
      store.forgetReported(tx.handle(), tx.at().domain(), person);
    }
    boolean traces = store.forget(tx.handle(), tx.at().domain(), person, PART);
    store.mark(tx.handle(), tx.at().domain(), person);
    tx.wrote(AuditFact.became("account", person, "erased"));
    return new Erased(
        ended.size(),
        revoked,
        joining.requests(),
        messages.size(),
        traces
            || ended.size() == PART
            || revoked == PART
            || messages.size() == PART
            || joining.links() == PART
            || joining.requests() == PART);
  }
}
