package io.drawbridge.server.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.command.WorkspaceCommand;
import io.drawbridge.protocol.conversation.InvitationState;
import io.drawbridge.protocol.id.InvitationId;
import io.drawbridge.protocol.people.WorkspaceInvitationView;
import io.drawbridge.protocol.people.WorkspaceRole;
import io.drawbridge.protocol.text.Secret;
import io.drawbridge.server.TestHouse;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.exit.Carrier;
import io.drawbridge.server.failure.Failure;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Invitations to become a member: listed, withdrawn, mailed again, and worth something (8.22). */
class SeatInvitationsDbTest {
  @AutoClose private static final TestHouse HOUSE = new TestHouse().withMails();
  private static final TestHouse.Home HOME = HOUSE.workspace("Home");
  private static int number;

  private final String email = "sam" + ++number + "@home.example";

  private static void invite(Caller by, String address) {
    HOUSE.tell(
        by,
        new WorkspaceCommand.Invite(
            HOUSE.clientId(),
            HOME.workspace(),
            address,
            WorkspaceRole.MEMBER,
            Optional.of("Join us")));
  }

  private Caller admin() {
    Caller admin = HOUSE.member(HOME, "admin" + email);
    HOUSE.seat(HOME.workspace(), admin, WorkspaceRole.ADMIN);
    return admin;
  }

  private static List<WorkspaceInvitationView> list(Caller reader) {
    return HOUSE
        .tell(
            reader,
            new WorkspaceCommand.ListInvitations(
                HOME.workspace(), Optional.empty(), Optional.of(200)))
        .invitations();
  }

  private WorkspaceInvitationView listed(Caller reader) {
    return list(reader).stream()
        .filter(view -> view.email().equals(email))
        .findFirst()
        .orElseThrow();
  }

  private static void withdraw(Caller by, InvitationId invitation) {
    HOUSE.tell(by, new WorkspaceCommand.WithdrawInvitation(HOUSE.clientId(), invitation));
  }

  private static void resend(Caller by, InvitationId invitation) {
    HOUSE.tell(by, new WorkspaceCommand.ResendInvitation(HOUSE.clientId(), invitation));
  }

  private static ErrorCode code(Callable<?> attempt) {
    Failure failure = catchThrowableOfType(Failure.class, attempt::call);
    assertThat(failure).as("it was allowed").isNotNull();
    return failure.code();
  }

  private static ErrorCode refused(Runnable attempt) {
    return code(() -> {
      attempt.run();
      return attempt;
    });
  }

  @Test
  void adminsListWithdrawAndMailAgain() {
    invite(HOME.owner(), email);
    Secret first = HOUSE.post.token(email);
    Caller admin = admin();
    WorkspaceInvitationView view = listed(admin);
    assertThat(view.state()).isEqualTo(InvitationState.PENDING);
    assertThat(view.role()).isEqualTo(WorkspaceRole.MEMBER);
    assertThat(view.inviter().id()).isEqualTo(HOME.owner().account());
    resend(admin, view.invitation());
    Secret second = HOUSE.post.token(email);
    assertThat(code(() -> HOUSE.redeem(first, "Sam"))).isEqualTo(ErrorCode.LINK_SPENT);
    withdraw(admin, view.invitation());
    assertThat(code(() -> HOUSE.redeem(second, "Sam"))).isEqualTo(ErrorCode.LINK_SPENT);
    assertThat(list(admin)).noneMatch(it -> it.email().equals(email));
    assertThat(refused(() -> resend(admin, view.invitation()))).isEqualTo(ErrorCode.LINK_SPENT);
  }

  @Test
  void toOthersAnInvitationIsAsAbsent() {
    invite(HOME.owner(), email);
    InvitationId there = listed(HOME.owner()).invitation();
    Caller member = HOUSE.member(HOME, "mia" + email);
    Caller stranger = HOUSE.person("eve" + email);
    assertThat(list(member)).isEmpty();
    for (InvitationId id : List.of(there, new InvitationId(424242))) {
      for (Caller caller : List.of(member, stranger)) {
        assertThat(refused(() -> withdraw(caller, id))).isEqualTo(ErrorCode.NOT_FOUND);
        assertThat(refused(() -> resend(caller, id))).isEqualTo(ErrorCode.NOT_FOUND);
      }
    }
    assertThat(refused(() -> list(stranger))).isEqualTo(ErrorCode.NOT_FOUND);
  }

  /** Leak 105: what a demoted admin promised is worth nothing, and they may take it back. */
  @Test
  void invitationOfADemotedAdminIsDeadAndStillTheirsToWithdraw() {
    Caller admin = admin();
    invite(admin, email);
    Secret token = HOUSE.post.token(email);
    HOUSE.tell(
        HOME.owner(),
        new WorkspaceCommand.SetRole(
            HOUSE.clientId(), HOME.workspace(), admin.account(), WorkspaceRole.MEMBER));
    assertThat(code(() -> HOUSE.tell(new AccountCommand.ShowLink(token))))
        .isEqualTo(ErrorCode.LINK_SPENT);
    WorkspaceInvitationView view = listed(admin);
    assertThat(view.state()).isEqualTo(InvitationState.DEAD);
    assertThat(refused(() -> resend(admin, view.invitation()))).isEqualTo(ErrorCode.LINK_SPENT);
    withdraw(admin, view.invitation());
    assertThat(list(admin)).isEmpty();
  }

  @Test
  void mailThatCameBackIsShown() {
    HOUSE.post.refusals.add(new Carrier.Refused("SMTP 550"));
    invite(HOME.owner(), email);
    Awaitility.await()
        .atMost(10, TimeUnit.SECONDS)
        .until(() -> listed(HOME.owner()).state() == InvitationState.UNDELIVERABLE);
    resend(HOME.owner(), listed(HOME.owner()).invitation());
    assertThat(HOUSE.redeem(HOUSE.post.token(email), "Sam").workspace()).contains(HOME.workspace());
  }

  /** 8.18: who is a member is mailed nothing. */
  @Test
  void memberIsNotInvitedAgain() {
    HOUSE.member(HOME, email);
    invite(HOME.owner(), email);
    invite(HOME.owner(), "owner-home@home.example");
    assertThat(list(HOME.owner()))
        .noneMatch(it -> it.email().equals(email) || it.email().startsWith("owner-home"));
  }

  /**
   * 8.9: an address without an account is suspended, and so is the person who comes by it later.
   */
  @Test
  void suspendedAddressGetsNothingWithAccountOrWithout() {
    invite(HOME.owner(), email);
    Secret token = HOUSE.post.token(email);
    suspendAddress();
    assertThat(code(() -> HOUSE.tell(new AccountCommand.ShowLink(token))))
        .isEqualTo(ErrorCode.LINK_SPENT);
    assertThat(code(() -> HOUSE.redeem(token, "Sam"))).isEqualTo(ErrorCode.LINK_SPENT);
    Caller sam = HOUSE.person(email);
    AccountCommand.AcceptLink accept = new AccountCommand.AcceptLink(token);
    assertThat(code(() -> HOUSE.tell(sam, accept))).isEqualTo(ErrorCode.LINK_SPENT);
    unsuspendAddress();
    assertThat(HOUSE.tell(sam, accept).workspace()).contains(HOME.workspace());
    suspendAddress();
    assertThat(suspended()).isTrue();
    unsuspendAddress();
    assertThat(suspended()).isFalse();
    assertThat(refused(this::unsuspendAddress)).isEqualTo(ErrorCode.NOT_FOUND);
  }

  /** Leak 122: an admin does not reach an owner by their address either. */
  @Test
  void adminSuspendsNoOwnerByAddress() {
    Caller admin = admin();
    assertThat(
            code(() ->
                HOUSE.tell(
                    admin,
                    new WorkspaceCommand.SuspendAddress(
                        HOUSE.clientId(),
                        HOME.workspace(),
                        "owner-home@home.example",
                        Optional.empty()))))
        .isEqualTo(ErrorCode.NOT_ALLOWED);
  }

  private void suspendAddress() {
    HOUSE.tell(
        HOME.owner(),
        new WorkspaceCommand.SuspendAddress(
            HOUSE.clientId(), HOME.workspace(), email, Optional.of("left")));
  }

  private void unsuspendAddress() {
    HOUSE.tell(
        HOME.owner(),
        new WorkspaceCommand.UnsuspendAddress(HOUSE.clientId(), HOME.workspace(), email));
  }

  private boolean suspended() {
    return HOUSE
        .tell(
            HOME.owner(),
            new WorkspaceCommand.ListMembers(HOME.workspace(), Optional.empty(), Optional.of(200)))
        .members()
        .stream()
        .filter(member -> member.person().name().equals("sam" + number))
        .findFirst()
        .orElseThrow()
        .suspended();
  }
}
