package io.drawbridge.server.invite;

import io.drawbridge.protocol.conversation.ConversationKind;
import io.drawbridge.protocol.conversation.InvitationState;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.AccessGate.Asked;
import io.drawbridge.server.access.rules.Action;
import io.drawbridge.server.access.rules.ConversationFacts;
import io.drawbridge.server.access.rules.Decision;
import io.drawbridge.server.account.link.LinkUse;
import io.drawbridge.server.failure.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Decides whether an invitation is still good: the one place, asked by every door that shows or
 * spends one. An invitation is worth what its inviter may do now, no matter what took the right
 * away, and nothing to an address that is suspended there. Thread-safe.
 */
final class InvitationJudge {
  private final AccessGate gate;

  InvitationJudge(AccessGate gate) {
    this.gate = gate;
  }

  /**
   * An invitation as of one snapshot.
   *
   * @param state as the inviting side sees it. Whether the address is suspended does not show in
   *     it: that would tell whose address it is.
   */
  record Judged(InvitationStore.Stored invitation, InvitationState state, Decision inviters) {
    /** Returns whether the owner of the address may know of it, and answer it. */
    boolean good() {
      return state.open() && !invitation.barred();
    }
  }

  Judged judge(Handle snapshot, InvitationStore.Stored invitation) {
    return judge(snapshot, List.of(invitation)).getFirst();
  }

  /** Judges them with a fixed number of statements, in their order. */
  List<Judged> judge(Handle snapshot, List<InvitationStore.Stored> invitations) {
    if (invitations.isEmpty()) {
      return List.of();
    }
    List<Decision> decisions =
        gate.decideAll(
            snapshot,
            invitations.stream()
                .map(one ->
                    new Asked(one.inviter(), one.conversation(), needed(one), one.mailDomain()))
                .toList());
    List<Judged> judged = new ArrayList<>(invitations.size());
    for (int i = 0; i < invitations.size(); i++) {
      InvitationStore.Stored invitation = invitations.get(i);
      Decision decision = decisions.get(i);
      judged.add(new Judged(invitation, state(invitation, decision), decision));
    }
    return judged;
  }

  /** The invitation; empty if the owner of the address must not hear of it (any more). */
  Optional<InvitationStore.Stored> good(
      Handle snapshot, Optional<InvitationStore.Stored> invitation) {
    return invitation
        .map(found -> judge(snapshot, found))
        .filter(Judged::good)
        .map(Judged::invitation);
  }

  /**
   * The invitation, if it can be taken up now.
   *
   * @throws Failure {@code link_spent} if it is not good; {@code closed} or {@code locked} if the
   *     conversation lets nobody in for the time being
   */
  InvitationStore.Stored require(Handle snapshot, Optional<InvitationStore.Stored> invitation) {
    Judged judged =
        invitation
            .map(found -> judge(snapshot, found))
            .filter(Judged::good)
            .orElseThrow(LinkUse::spent);
    if (judged.inviters() instanceof Decision.Refused notNow) {
      throw notNow.failure();
    }
    return judged.invitation();
  }

  /** Returns for each of the invitations whether the person may approve it. */
  List<Boolean> approves(
      Handle snapshot, AccountId person, List<InvitationStore.Stored> invitations) {
    return approve(
        snapshot,
        invitations.stream()
            .map(one -> new Asked(person, one.conversation(), Action.Manage.APPROVE_EXTERNAL))
            .toList());
  }

  /** Returns for each of the people whether they may approve what waits there. */
  List<Boolean> approvers(Handle snapshot, List<AccountId> people, ConversationId conversation) {
    return approve(
        snapshot,
        people.stream()
            .map(person -> new Asked(person, conversation, Action.Manage.APPROVE_EXTERNAL))
            .toList());
  }

  private List<Boolean> approve(Handle snapshot, List<Asked> questions) {
    return gate.decideAll(snapshot, questions).stream().map(Decision.ALLOWED::equals).toList();
  }

  /** Returns whether it waits for approval if the same inviter makes it again now. */
  boolean wouldWait(Handle snapshot, InvitationStore.Stored invitation, ConversationFacts where) {
    return !invitation.approved()
        && gate.awaitsApproval(snapshot, invitation.inviter(), where, invitation.mailDomain());
  }

  /** Returns whether the person may end, and replace, the invitations of others. */
  boolean manages(Handle snapshot, AccountId person, ConversationId conversation) {
    return gate.decideAll(
            snapshot, List.of(new Asked(person, conversation, Action.Manage.MANAGE_INVITATIONS)))
        .getFirst()
        .equals(Decision.ALLOWED);
  }

  private static InvitationState state(InvitationStore.Stored invitation, Decision inviters) {
    InvitationState state = invitation.state();
    boolean rightGone = inviters instanceof Decision.Refused refused && refused.rightGone();
    boolean unanswered = state.renewable() || state == InvitationState.AWAITING_APPROVAL;
    if (invitation.hasCode() && unanswered && inviters instanceof Decision.Refused) {
      // Who holds a code must not learn why it does not work.
      return InvitationState.DEAD;
    }
    return rightGone && unanswered ? InvitationState.DEAD : state;
  }

  /** The right that an invitation takes, no matter who owns its address. */
  private static Action.Invite needed(InvitationStore.Stored invitation) {
    if (invitation.hasCode()) {
      return Action.Invite.GIVE_CODE;
    }
    return invitation.kind() == ConversationKind.DM
        ? Action.Invite.ADMIT_TO_DM
        : Action.Invite.ADD_EXTERNAL;
  }
}
