package io.drawbridge.server.invite;

import static io.drawbridge.server.invite.InvitationSteps.code;
import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.command.InvitationCommand;
import io.drawbridge.protocol.command.WorkspaceCommand;
import io.drawbridge.protocol.conversation.InvitationState;
import io.drawbridge.protocol.conversation.InvitationView;
import io.drawbridge.protocol.conversation.RosterEntry;
import io.drawbridge.protocol.conversation.RosterState;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.InvitationId;
import io.drawbridge.protocol.people.WorkspaceRole;
import io.drawbridge.protocol.text.Secret;
import io.drawbridge.server.TestHouse;
import io.drawbridge.server.access.Caller;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/**
 * An invitation is worth what its inviter may do, and nothing to people who are suspended (8.9).
 */
final class InvitationGroundsDbTest {
  @AutoClose private static final TestHouse HOUSE = new TestHouse();
  private static final InvitationSteps STEPS = new InvitationSteps(HOUSE);
  private static final TestHouse.Home NORTH = HOUSE.workspace("North");
  private static int number;

  private final String email = "guest" + ++number + "@else.example";
  private final Caller gus = HOUSE.person(email);
  private final Caller mia = HOUSE.member(NORTH, "mia" + number + "@north.example");
  private final ConversationId group = STEPS.group(NORTH, mia);

  /** An open invitation, and its mail's token, which no worker has taken. */
  private record Open(InvitationId id, Secret token) {}

  private Open invitedBy(Caller inviter) {
    InvitationId id = STEPS.invite(inviter, group, email).invitation().orElseThrow();
    return new Open(id, STEPS.waitingToken(id));
  }

  private void suspend(AccountId person) {
    HOUSE.tell(
        NORTH.owner(),
        new WorkspaceCommand.Suspend(
            HOUSE.clientId(), NORTH.workspace(), person, Optional.empty()));
  }

  private void unsuspend(AccountId person) {
    HOUSE.tell(
        NORTH.owner(), new WorkspaceCommand.Unsuspend(HOUSE.clientId(), NORTH.workspace(), person));
  }

  /**
   * Every door to the owner of the address: listed, shown, mailed, redeemed, accepted, declined.
   */
  private void assertWorthNothing(Open open) {
    assertThat(STEPS.invitations(gus, Optional.empty())).isEmpty();
    assertThat(code(() -> HOUSE.tell(new AccountCommand.ShowLink(open.token()))))
        .isEqualTo(ErrorCode.LINK_SPENT);
    assertThat(STEPS.wouldBeMailed(open.id())).isFalse();
    assertThat(code(() -> HOUSE.redeem(open.token(), "Gus"))).isEqualTo(ErrorCode.LINK_SPENT);
    assertThat(code(() -> HOUSE.tell(gus, new AccountCommand.AcceptLink(open.token()))))
        .isEqualTo(ErrorCode.LINK_SPENT);
    InvitationCommand.Accept accept = new InvitationCommand.Accept(HOUSE.clientId(), open.id());
    assertThat(code(() -> HOUSE.tell(gus, accept))).isEqualTo(ErrorCode.LINK_SPENT);
    InvitationCommand.Decline decline = new InvitationCommand.Decline(HOUSE.clientId(), open.id());
    assertThat(code(() -> HOUSE.tell(gus, decline))).isEqualTo(ErrorCode.LINK_SPENT);
    assertThat(STEPS.sees(gus, group)).isFalse();
  }

  private InvitationState state(Caller reader, InvitationId invitation) {
    return STEPS.invitations(reader, Optional.of(group)).stream()
        .filter(view -> view.invitation().equals(invitation))
        .map(InvitationView::state)
        .findFirst()
        .orElseThrow();
  }

  private RosterState rostered(InvitationId invitation) {
    return STEPS.roster(NORTH.owner(), group).stream()
        .filter(entry -> entry.invitation().equals(Optional.of(invitation)))
        .map(RosterEntry::state)
        .findFirst()
        .orElseThrow();
  }

  /**
   * People who have nothing but invitations can be suspended, and the inviting side sees no sign.
   */
  @Test
  void suspendedAddresseeIsToldNothingUntilTheSuspensionIsLifted() {
    Open open = invitedBy(mia);
    assertThat(STEPS.wouldBeMailed(open.id())).isTrue();
    suspend(gus.account());
    assertWorthNothing(open);
    assertThat(state(mia, open.id())).isEqualTo(InvitationState.PENDING);
    Open later = invitedBy(mia);
    assertThat(later.id()).isEqualTo(open.id());
    assertWorthNothing(later);
    unsuspend(gus.account());
    assertThat(HOUSE.tell(gus, new InvitationCommand.Accept("a" + number, open.id()))).isNotNull();
    assertThat(STEPS.sees(gus, group)).isTrue();
  }

  /** Leak 105: the ground of an invitation is its inviter's right, at every door. */
  @Test
  void invitationOfARemovedInviterTellsNobodyAnything() {
    Open open = invitedBy(mia);
    STEPS.remove(NORTH.owner(), group, Optional.of(mia.account()), Optional.empty());
    assertWorthNothing(open);
    assertThat(state(NORTH.owner(), open.id())).isEqualTo(InvitationState.DEAD);
    assertThat(rostered(open.id())).isEqualTo(RosterState.EXPIRED);
    InvitationCommand.Resend resend = new InvitationCommand.Resend(HOUSE.clientId(), open.id());
    assertThat(code(() -> HOUSE.tell(NORTH.owner(), resend))).isEqualTo(ErrorCode.LINK_SPENT);
  }

  @Test
  void invitationOfASuspendedInviterWaitsForThem() {
    Open open = invitedBy(mia);
    suspend(mia.account());
    assertWorthNothing(open);
    unsuspend(mia.account());
    assertThat(HOUSE.tell(gus, new AccountCommand.AcceptLink(open.token())).conversation())
        .contains(group);
  }

  /** Nobody opens more than they see themselves: not by an invitation from before a gap either. */
  @Test
  void inviterWhoCameBackOpensNoMoreThanTheySee() {
    Open open = invitedBy(mia);
    STEPS.remove(NORTH.owner(), group, Optional.of(mia.account()), Optional.empty());
    STEPS.add(NORTH.owner(), group, mia.account());
    HOUSE.tell(gus, new AccountCommand.AcceptLink(open.token()));
    assertThat(STEPS.floor(gus, group)).isGreaterThanOrEqualTo(STEPS.floor(mia, group));
    assertThat(STEPS.floor(mia, group)).isPositive();
  }

  /** 7.4: resend and withdraw are the inviter's, the conversation's managers', the admins'. */
  @Test
  void otherMembersNeitherListNorEndNorResendWhatIsNotTheirs() {
    Caller ben = HOUSE.member(NORTH, "ben" + number + "@north.example");
    STEPS.add(NORTH.owner(), group, ben.account());
    Open open = invitedBy(mia);
    assertThat(STEPS.invitations(ben, Optional.of(group))).isEmpty();
    assertThat(rostered(open.id())).isEqualTo(RosterState.INVITED);
    assertThat(code(() -> STEPS.remove(ben, group, Optional.empty(), Optional.of(open.id()))))
        .isEqualTo(ErrorCode.NOT_ALLOWED);
    assertThat(
            code(() -> HOUSE.tell(ben, new InvitationCommand.Resend(HOUSE.clientId(), open.id()))))
        .isEqualTo(ErrorCode.NOT_ALLOWED);
    assertThat(STEPS.invitations(mia, Optional.of(group)))
        .extracting(InvitationView::invitation)
        .containsExactly(open.id());
    STEPS.remove(mia, group, Optional.empty(), Optional.of(open.id()));
    assertThat(STEPS.invitations(NORTH.owner(), Optional.of(group))).isEmpty();
  }

  /** 7.4: note and end are the inviter's too; a second invitation changes neither. */
  @Test
  void anothersInvitationOfTheSameAddressStaysAsItIs() {
    Caller ben = HOUSE.member(NORTH, "ben" + number + "@north.example");
    STEPS.add(NORTH.owner(), group, ben.account());
    Open open = invitedBy(mia);
    assertThat(STEPS.invite(ben, group, email).invitation()).contains(open.id());
    assertThat(STEPS.invitations(gus, Optional.empty()).getFirst().inviter().id())
        .isEqualTo(mia.account());
    assertThat(STEPS.invite(NORTH.owner(), group, email).invitation()).contains(open.id());
    assertThat(STEPS.invitations(gus, Optional.empty()).getFirst().inviter().id())
        .isEqualTo(NORTH.owner().account());
  }

  /** 7.3: admins end what they cannot read. */
  @Test
  void workspaceAdminEndsAnInvitationIntoAGroupTheyAreNotIn() {
    Caller admin = HOUSE.member(NORTH, "admin" + number + "@north.example");
    HOUSE.seat(NORTH.workspace(), admin, WorkspaceRole.ADMIN);
    ConversationId secret = STEPS.secretGroup(NORTH);
    InvitationId id = STEPS.invite(NORTH.owner(), secret, email).invitation().orElseThrow();
    HOUSE.tell(admin, new InvitationCommand.Resend(HOUSE.clientId(), id));
    STEPS.remove(admin, secret, Optional.empty(), Optional.of(id));
    assertThat(STEPS.invitations(gus, Optional.empty())).isEmpty();
  }

  /** 7.4: names of secret groups and of threads stay hidden until the invitation is accepted. */
  @Test
  void nameOfASecretGroupOrAThreadIsToldToNobodyWhoIsOnlyInvited() {
    for (ConversationId hidden : List.of(STEPS.secretGroup(NORTH), STEPS.thread(NORTH, "Sealed"))) {
      InvitationId id = STEPS.invite(NORTH.owner(), hidden, email).invitation().orElseThrow();
      Secret token = STEPS.waitingToken(id);
      assertThat(STEPS.invitations(gus, Optional.empty()).getFirst().title()).isEmpty();
      assertThat(HOUSE.tell(new AccountCommand.ShowLink(token)).title()).isEmpty();
      assertThat(STEPS.letter(id).toString() + STEPS.letter(id).text()).doesNotContain("Sealed");
      assertThat(STEPS.invitations(NORTH.owner(), Optional.of(hidden)).getFirst().title())
          .contains("Sealed");
      HOUSE.tell(gus, new InvitationCommand.Accept(HOUSE.clientId(), id));
    }
    InvitationId open = STEPS.invite(NORTH.owner(), group, email).invitation().orElseThrow();
    assertThat(STEPS.invitations(gus, Optional.empty()).getFirst().title()).contains("Plans");
    HOUSE.db.execute("update conversation set visibility = 'secret' where id = ?", group.value());
    assertThat(STEPS.invitations(gus, Optional.empty()).getFirst().title()).isEmpty();
    assertThat(HOUSE.tell(new AccountCommand.ShowLink(STEPS.waitingToken(open))).title()).isEmpty();
  }
}
