package io.drawbridge.server.invite;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.frame.ConversationKind;
import io.drawbridge.protocol.frame.ConversationRole;
import io.drawbridge.protocol.frame.InvitationState;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.SessionId;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Action;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.ConversationFacts;
import io.drawbridge.server.access.Conversations;
import io.drawbridge.server.access.Memberships;
import io.drawbridge.server.access.Permit.InvitePermit;
import io.drawbridge.server.account.LinkUse;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.db.RequestKey;
import io.drawbridge.server.delivery.EventKind;
import io.drawbridge.server.delivery.MembershipLanes;
import io.drawbridge.server.delivery.MembershipLanes.ChangeTransaction;
import io.drawbridge.server.failure.Failure;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jdbi.v3.core.Handle;

/**
 * Makes an invitation into a membership, by the inviter's right: it is decided anew now, and once
 * more under the domain's lock, as if he added the person himself at this moment (leak 105). What
 * shows was fixed when he invited.
 */
final class Acceptance {
  private final AccessGate gate;
  private final Conversations conversations;
  private final Database database;
  private final MembershipLanes lanes;
  private final InvitationStore store;
  private final InvitationMails mails;

  Acceptance(
      AccessGate gate,
      Conversations conversations,
      Database database,
      MembershipLanes lanes,
      InvitationStore store,
      InvitationMails mails) {
    this.gate = gate;
    this.conversations = conversations;
    this.database = database;
    this.lanes = lanes;
    this.store = store;
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
   * @param person the account that will join, as far as it is known before the change
   * @return fails with {@code link_spent} if the invitation is not open, or the inviter may not add
   *     the person any more
   */
  CompletionStage<Joined> accept(
      InvitationStore.Stored invitation,
      Optional<AccountId> person,
      RequestKey key,
      Joiner joiner) {
    InvitePermit permit;
    try {
      permit = inviterPermit(invitation, person);
    } catch (Failure refused) {
      return CompletableFuture.failedStage(outcome(invitation, refused));
    }
    return lanes
        .submit(
            permit,
            invitation.domain(),
            new MembershipLanes.Idempotent<>(key, Joined.class),
            tx -> join(tx, invitation, joiner))
        .thenApply(MembershipLanes.Changed::value)
        .exceptionallyCompose(
            failure -> CompletableFuture.failedStage(outcome(invitation, unwrapped(failure))));
  }

  private InvitePermit inviterPermit(
      InvitationStore.Stored invitation, Optional<AccountId> person) {
    // The inviter need not be connected: the rules look at the account alone.
    Caller inviter = new Caller(invitation.inviter(), new SessionId(invitation.id().value()));
    Action action =
        conversations
            .facts(invitation.conversation())
            .map(facts -> action(facts, person))
            .orElse(Action.ADD_EXTERNAL);
    return gate.invite(inviter, invitation.conversation(), action);
  }

  private Action action(ConversationFacts conversation, Optional<AccountId> person) {
    if (conversation.kind() == ConversationKind.DM) {
      return Action.ADMIT_TO_DM;
    }
    return person.filter(account -> !gate.external(conversation, account)).isPresent()
        ? Action.ADD_MEMBER
        : Action.ADD_EXTERNAL;
  }

  private Joined join(ChangeTransaction tx, InvitationStore.Stored before, Joiner joiner) {
    tx.kind("invitation.accept");
    Handle handle = tx.at().handle();
    InvitationStore.Stored invitation =
        store
            .lock(handle, before.id())
            .filter(InvitationStore.Stored::open)
            .orElseThrow(LinkUse::spent);
    if (!invitation.inviter().equals(before.inviter())) {
      throw Failure.of(
          ErrorCode.CONFLICT, "somebody invited anew meanwhile (expected: accept once more)");
    }
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
                    invitation.opening(),
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

  /** An inviter without the right is told to nobody; the invitation is over. */
  private Throwable outcome(InvitationStore.Stored invitation, Throwable failure) {
    boolean rightGone =
        failure instanceof Failure refused
            && (refused.code() == ErrorCode.NOT_FOUND || refused.code() == ErrorCode.NOT_ALLOWED);
    if (!rightGone) {
      return failure;
    }
    database.write(handle -> {
      boolean ended = store.end(handle, invitation.id(), InvitationState.REVOKED);
      mails.cancel(handle, invitation.id());
      return ended;
    });
    return LinkUse.spent();
  }

  private static Throwable unwrapped(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }
}
