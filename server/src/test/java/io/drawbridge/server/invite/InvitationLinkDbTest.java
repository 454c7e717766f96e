package io.drawbridge.server.invite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.command.ConversationCommand;
import io.drawbridge.protocol.command.WorkspaceCommand;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.people.WorkspaceRole;
import io.drawbridge.protocol.result.AccountResult.LinkShown;
import io.drawbridge.protocol.text.Secret;
import io.drawbridge.server.TestHouse;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.failure.Failure;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** An invitation's link proves a mailbox to nobody but a new account (features 7.6). */
final class InvitationLinkDbTest {
  @AutoClose private static final TestHouse HOUSE = new TestHouse().withMails();
  private static final InvitationSteps STEPS = new InvitationSteps(HOUSE);
  private static final TestHouse.Home NORTH = HOUSE.workspace("North");
  private static int number;

  private final String email = "guest" + ++number + "@else.example";

  @Test
  void linkSignsNobodyInWhoHasAnAccountAndSetsNoPassword() {
    HOUSE.person(email);
    ConversationId group = STEPS.group(NORTH);
    STEPS.invite(NORTH.owner(), group, email);
    Secret token = HOUSE.post.token(email);
    LinkShown shown = HOUSE.tell(new AccountCommand.ShowLink(token));
    assertThat(shown.needsName()).isFalse();
    assertThat(shown.email()).contains(email);
    AccountCommand.Redeem takeOver =
        new AccountCommand.Redeem(
            token, Optional.of("Eve"), Optional.of(new Secret("a quite new password")), "laptop");
    assertThat(code(() -> HOUSE.tell(takeOver))).isEqualTo(ErrorCode.CONFLICT);
    assertThat(HOUSE.tell(new AccountCommand.SignIn(email, TestHouse.PASSWORD, "laptop")).account())
        .isNotNull();
  }

  @Test
  void ownerOfTheAddressSignsInAndAcceptsByTheLinkOnce() {
    Caller gus = HOUSE.person(email);
    ConversationId group = STEPS.group(NORTH);
    STEPS.invite(NORTH.owner(), group, email);
    Secret token = HOUSE.post.token(email);
    assertThat(HOUSE.tell(gus, new AccountCommand.AcceptLink(token)).conversation())
        .contains(group);
    assertThat(STEPS.sees(gus, group)).isTrue();
    assertThat(code(() -> HOUSE.tell(gus, new AccountCommand.AcceptLink(token))))
        .isEqualTo(ErrorCode.LINK_SPENT);
  }

  @Test
  void somebodyElseAcceptsNothingAndTheLinkStaysGood() {
    Caller eve = HOUSE.person("eve-" + email);
    ConversationId group = STEPS.group(NORTH);
    STEPS.invite(NORTH.owner(), group, email);
    Secret token = HOUSE.post.token(email);
    assertThat(code(() -> HOUSE.tell(eve, new AccountCommand.AcceptLink(token))))
        .isEqualTo(ErrorCode.NOT_ALLOWED);
    assertThat(HOUSE.redeem(token, "Gus").conversation()).contains(group);
    assertThat(STEPS.sees(eve, group)).isFalse();
  }

  @Test
  void linkIntoAWorkspaceIsNoProofEitherAndIsAcceptedSignedIn() {
    Caller gus = HOUSE.person(email);
    HOUSE.tell(
        NORTH.owner(),
        new WorkspaceCommand.Invite(
            HOUSE.clientId(), NORTH.workspace(), email, WorkspaceRole.MEMBER, Optional.empty()));
    Secret token = HOUSE.post.token(email);
    assertThat(code(() -> HOUSE.redeem(token, "Gus"))).isEqualTo(ErrorCode.CONFLICT);
    assertThat(HOUSE.tell(gus, new AccountCommand.AcceptLink(token)).workspace())
        .contains(NORTH.workspace());
    assertThat(HOUSE.tell(gus, new AccountCommand.Me()).workspaces()).hasSize(1);
  }

  /** G-4: who has the link says no without an account, and the link is spent. */
  @Test
  void whoHasNoAccountDeclinesByTheLink() {
    ConversationId group = STEPS.group(NORTH);
    STEPS.invite(NORTH.owner(), group, email);
    Secret token = HOUSE.post.token(email);
    HOUSE.tell(new AccountCommand.DeclineLink(token));
    assertThat(code(() -> HOUSE.tell(new AccountCommand.DeclineLink(token))))
        .isEqualTo(ErrorCode.LINK_SPENT);
    assertThat(code(() -> HOUSE.redeem(token, "Gus"))).isEqualTo(ErrorCode.LINK_SPENT);
    assertThat(invited(group)).isFalse();
    STEPS.invite(NORTH.owner(), group, email);
    assertThat(HOUSE.redeem(HOUSE.post.token(email), "Gus").conversation()).contains(group);
  }

  @Test
  void whoHasAnAccountDeclinesByTheLinkToo() {
    Caller gus = HOUSE.person(email);
    ConversationId group = STEPS.group(NORTH);
    STEPS.invite(NORTH.owner(), group, email);
    Secret token = HOUSE.post.token(email);
    HOUSE.tell(new AccountCommand.DeclineLink(token));
    assertThat(code(() -> HOUSE.tell(gus, new AccountCommand.AcceptLink(token))))
        .isEqualTo(ErrorCode.LINK_SPENT);
    assertThat(STEPS.sees(gus, group)).isFalse();
  }

  @Test
  void seatIsDeclinedByTheLink() {
    HOUSE.tell(
        NORTH.owner(),
        new WorkspaceCommand.Invite(
            HOUSE.clientId(), NORTH.workspace(), email, WorkspaceRole.MEMBER, Optional.empty()));
    Secret token = HOUSE.post.token(email);
    HOUSE.tell(new AccountCommand.DeclineLink(token));
    assertThat(code(() -> HOUSE.redeem(token, "Gus"))).isEqualTo(ErrorCode.LINK_SPENT);
    assertThat(HOUSE.person(email)).isNotNull();
  }

  private boolean invited(ConversationId group) {
    return HOUSE
        .tell(
            NORTH.owner(),
            new ConversationCommand.ShowRoster(group, Optional.empty(), Optional.empty()))
        .entries()
        .stream()
        .anyMatch(entry -> entry.email().equals(Optional.of(email)));
  }

  @Test
  void signInLinkInvitesNobody() {
    Caller gus = HOUSE.person(email);
    HOUSE.tell(new AccountCommand.RequestLink(email));
    Secret token = HOUSE.post.token(email);
    assertThat(code(() -> HOUSE.tell(new AccountCommand.DeclineLink(token))))
        .isEqualTo(ErrorCode.INVALID);
    assertThat(code(() -> HOUSE.tell(gus, new AccountCommand.AcceptLink(token))))
        .isEqualTo(ErrorCode.INVALID);
  }

  private static ErrorCode code(Callable<?> attempt) {
    Failure failure = catchThrowableOfType(Failure.class, attempt::call);
    assertThat(failure).as("it was allowed").isNotNull();
    return failure.code();
  }
}
