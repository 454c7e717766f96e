package io.drawbridge.server.invite;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.conversation.ConversationRole;
import io.drawbridge.protocol.conversation.InvitationState;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.facts.ExternalCountStore.Place;
import io.drawbridge.server.access.link.Opening;
import io.drawbridge.server.access.link.Terms;
import io.drawbridge.server.account.link.LinkUse;
import io.drawbridge.server.delivery.audit.ChangeRequest;
import io.drawbridge.server.delivery.change.Changes;
import io.drawbridge.server.delivery.change.MembershipLanes;
import io.drawbridge.server.delivery.change.MembershipLanes.ChangeTransaction;
import io.drawbridge.server.delivery.log.EventKind;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.invite.mail.InvitationMails;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jdbi.v3.core.Handle;

/**
 * Makes an invitation into a membership, by the inviter's right: under the domain's lock, as if
 * they added the person at this moment (leak 105). What shows was fixed when they invited, and is
 * never more than they see themselves now.
 */
final class Acceptance {
  private final Changes changes;
  private final InvitationStore store;
  private final InvitationJudge judge;
  private final InvitationMails mails;
  private final Invitations.DmArrivals dms;
  private final NamedInvitations named;

  Acceptance(
      Changes changes,
      InvitationStore store,
      InvitationJudge judge,
      InvitationMails mails,
      Invitations.DmArrivals dms,
      NamedInvitations named) {
    this.changes = changes;
    this.store = store;
    this.judge = judge;
    this.mails = mails;
    this.dms = dms;
    this.named = named;
  }

  /** The person who joins, found or made by the change itself. */
  interface Joiner {
    Joined account(Handle handle);
  }

  /** The person who joined; {@code made} if the account is new. */
  record Joined(AccountId account, boolean made) {}

  /** The person who joined, and the conversation. */
  record Accepted(Joined joined, ConversationId conversation) {}

  /**
   * Adds the person, in one change with the end of the invitation and all that {@code joiner} does.
   *
   * @param request by the person who joins
   * @return fails with {@code link_spent} if the invitation is not good any more
   */
  CompletionStage<Accepted> accept(
      InvitationStore.Stored invitation, ChangeRequest<Accepted> request, Joiner joiner) {
    return changes
        .run(
            invitation.domain(),
            request.inNameOf(invitation.inviter()),
            tx -> join(tx, invitation, joiner))
        .thenApply(MembershipLanes.Changed::value);
  }

  private Accepted join(ChangeTransaction tx, InvitationStore.Stored before, Joiner joiner) {
    Handle handle = tx.at().handle();
    InvitationStore.Stored invitation = judge.require(handle, store.lock(handle, before.id()));
    if (!invitation.inviter().equals(before.inviter())) {
      throw Failure.of(
          ErrorCode.CONFLICT,
          "somebody else has renewed the invitation (expected: accept once more)");
    }
    Opening opening = opening(tx, invitation);
    Joined joined = joiner.account(handle);
    end(tx, invitation);
    mails.cancel(handle, List.of(invitation.id()));
    if (!joined.made()) {
      named.arrived(tx, invitation.conversation(), joined.account());
    }
    ConversationId conversation =
        dms.arrive(
            tx,
            invitation.conversation(),
            invitation.inviter(),
            joined.account(),
            () -> add(tx, invitation, opening, joined.account(), joined.account()));
    return new Accepted(joined, conversation);
  }

  /**
   * Lets a person in who was added by name, on the inviter's word, now that it is approved.
   *
   * @return false if they have to accept it first (D3)
   */
  boolean letIn(ChangeTransaction tx, InvitationStore.Stored invitation, AccountId person) {
    if (tx.memberships().admit(tx.at(), invitation.conversation(), person).asked()) {
      return false;
    }
    Opening opening = opening(tx, invitation);
    end(tx, invitation);
    add(tx, invitation, opening, person, invitation.inviter());
    return true;
  }

  private static Opening opening(ChangeTransaction tx, InvitationStore.Stored invitation) {
    return tx.memberships()
        .floor(tx.at().handle(), invitation.conversation(), invitation.inviter())
        .map(invitation.opening()::cutAt)
        .orElseThrow(LinkUse::spent);
  }

  private void end(ChangeTransaction tx, InvitationStore.Stored invitation) {
    tx.memberships().gives(tx.at(), new Place(invitation.who(), invitation.conversation()));
    store.end(tx, invitation.id(), InvitationState.ACCEPTED);
  }

  private static void add(
      ChangeTransaction tx,
      InvitationStore.Stored invitation,
      Opening opening,
      AccountId person,
      AccountId by) {
    boolean added =
        tx.memberships()
            .add(
                tx.at(),
                tx.memberships().admit(tx.at(), invitation.conversation(), person),
                new Terms(
                        ConversationRole.MEMBER,
                        opening,
                        invitation.until(),
                        Optional.of(invitation.inviter()),
                        invitation.relation())
                    .endingWhen(invitation.conditions()));
    if (added) {
      tx.event(invitation.conversation(), EventKind.JOINED, by, Optional.of(person.value()));
    }
  }
}
