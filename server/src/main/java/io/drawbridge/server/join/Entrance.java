package io.drawbridge.server.join;

import io.drawbridge.protocol.command.JoinCommand;
import io.drawbridge.protocol.conversation.EndConditions;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.InvitationId;
import io.drawbridge.server.db.DatabaseClock;
import io.drawbridge.server.delivery.change.MembershipLanes.ChangeTransaction;
import io.drawbridge.server.invite.Invitations;
import io.drawbridge.server.join.JoinRequestStore.Address;
import io.drawbridge.server.membership.Vouching;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Lets people in on the terms of a join link, as if their sponsor added them: somebody who has
 * proved who they are at once, the owner of an address by an invitation.
 */
final class Entrance {
  private final DatabaseClock clock;
  private final Invitations invitations;
  private final Vouching vouching = new Vouching();

  Entrance(DatabaseClock clock, Invitations invitations) {
    this.clock = clock;
    this.invitations = invitations;
  }

  /**
   * Checks the terms of a link that somebody makes.
   *
   * @throws io.drawbridge.server.failure.Failure {@code invalid} if the access would last longer
   *     than the policies let it; {@code first_external}; {@code not_found} if its maker does not
   *     see the message it begins with
   */
  void requireTerms(ChangeTransaction tx, JoinCommand.CreateLink asked, AccountId maker) {
    Optional<Instant> until = until(asked.until(), asked.days());
    tx.memberships().requireTerm(tx.at(), asked.conversation(), until);
    tx.memberships().requireFirst(tx.at(), asked.conversation(), asked.confirmFirst());
    vouching.opening(
        tx,
        asked.conversation(),
        new Vouching.Offer(
            maker,
            asked.history(),
            until,
            asked.relation(),
            asked.conditions().orElse(EndConditions.NONE)));
  }

  void letIn(ChangeTransaction tx, JoinLinkStore.Stored link, AccountId person, AccountId sponsor) {
    vouching.letIn(tx, link.conversation(), person, offer(link, sponsor));
  }

  /** Tells an external by mail that they were let in (GLUE-16, D19). */
  void tell(ChangeTransaction tx, JoinLinkStore.Stored link, AccountId person) {
    invitations.tellAdded(tx, link.conversation(), person, Optional.empty());
  }

  InvitationId invite(
      ChangeTransaction tx, JoinLinkStore.Stored link, Address typed, AccountId sponsor) {
    return invite(tx, link.conversation(), typed, offer(link, sponsor), link.note());
  }

  private InvitationId invite(
      ChangeTransaction tx,
      ConversationId conversation,
      Address typed,
      Vouching.Offer offer,
      Optional<String> note) {
    String email = typed.email().value();
    return invitations.invite(
        tx,
        offer.sponsor(),
        new Invitations.Wanted(
            tx.memberships().admitAddress(tx.at(), conversation, email),
            email,
            vouching.opening(tx, conversation, offer),
            offer.until(),
            offer.relation(),
            offer.conditions(),
            typed.name(),
            note));
  }

  /** Invites the owner of an address without any terms but those of the policies. */
  InvitationId invite(
      ChangeTransaction tx, ConversationId conversation, Address typed, AccountId sponsor) {
    Vouching.Offer offer =
        new Vouching.Offer(
            sponsor, Optional.empty(), Optional.empty(), Optional.empty(), EndConditions.NONE);
    return invite(tx, conversation, typed, offer, Optional.empty());
  }

  private Vouching.Offer offer(JoinLinkStore.Stored link, AccountId sponsor) {
    return new Vouching.Offer(
        sponsor,
        link.history(),
        until(link.until(), link.days()),
        link.relation(),
        link.conditions());
  }

  private Optional<Instant> until(Optional<Instant> until, Optional<Integer> days) {
    return until.or(() -> days.map(count -> clock.now().plus(Duration.ofDays(count))));
  }
}
