package io.drawbridge.server.invite;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.frame.ConversationRole;
import io.drawbridge.protocol.frame.InvitationState;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.server.access.Memberships;
import io.drawbridge.server.access.Memberships.Opening;
import io.drawbridge.server.account.LinkUse;
import io.drawbridge.server.db.RequestKey;
import io.drawbridge.server.delivery.EventKind;
import io.drawbridge.server.delivery.MembershipLanes;
import io.drawbridge.server.delivery.MembershipLanes.ChangeTransaction;
import io.drawbridge.server.failure.Failure;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jdbi.v3.core.Handle;

/**
 * Makes an invitation into a membership, by the inviter's right: under the domain's lock, as if
 * they added the person at this moment (leak 105). What shows was fixed when they invited, and is
 * never more than they see themselves now.
 */
final class Acceptance {
  private final MembershipLanes lanes;
  private final InvitationStore store;
  private final InvitationJudge judge;
  private final InvitationMails mails;

  Acceptance(
      MembershipLanes lanes, InvitationStore store, InvitationJudge judge, InvitationMails mails) {
    this.lanes = lanes;
    this.store = store;
    this.judge = judge;
    this.mails = mails;
  }

  /** Who joins, found or made by the change itself. */
  interface Joiner {
    Joined account(Handle handle);
  }

  /** The person who joined; {@code made} if the account is new. */
  record Joined(AccountId account, boolean made) {}

  /**
   * Adds the person, in one change with the end of the invitation and whatever {@code joiner} does.
   *
   * @return fails with {@code link_spent} if the invitation is not good any more
   */
  CompletionStage<Joined> accept(
      InvitationStore.Stored invitation, RequestKey key, Joiner joiner) {
    return lanes
        .submitAsServer(
            invitation.domain(),
            invitation.inviter(),
            Optional.of(new MembershipLanes.Idempotent<>(key, Joined.class)),
            tx -> join(tx, invitation, joiner))
        .thenApply(MembershipLanes.Changed::value);
  }

  private Joined join(ChangeTransaction tx, InvitationStore.Stored before, Joiner joiner) {
    tx.kind("invitation.accept");
    Handle handle = tx.at().handle();
    InvitationStore.Stored invitation = judge.require(handle, store.lock(handle, before.id()));
    if (!invitation.inviter().equals(before.inviter())) {
      throw Failure.of(
          ErrorCode.CONFLICT, "somebody invited anew meanwhile (expected: accept once more)");
    }
    Opening opening =
        tx.memberships()
            .floor(handle, invitation.conversation(), invitation.inviter())
            .map(invitation.opening()::cutAt)
            .orElseThrow(LinkUse::spent);
    Joined joined = joiner.account(handle);
    store.end(handle, invitation.id(), InvitationState.ACCEPTED);
    mails.cancel(handle, invitation.id());
    boolean added =
        tx.memberships()
            .add(
                tx.at(),
                tx.memberships().admit(tx.at(), invitation.conversation(), joined.account()),
                new Memberships.Terms(
                    ConversationRole.MEMBER,
                    opening,
                    invitation.until(),
                    Optional.of(invitation.inviter()),
                    invitation.relation()));
    if (added) {
      tx.event(
          invitation.conversation(),
          EventKind.JOINED,
          joined.account(),
          Optional.of(joined.account().value()));
    }
    return joined;
  }
}
