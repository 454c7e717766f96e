package io.drawbridge.server.membership;

import static io.drawbridge.server.TestSteps.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.command.ConversationCommand;
import io.drawbridge.protocol.command.GroupCommand;
import io.drawbridge.protocol.command.InterestCommand;
import io.drawbridge.protocol.command.InvitationCommand;
import io.drawbridge.protocol.command.MemberCommand;
import io.drawbridge.protocol.command.WorkspaceCommand;
import io.drawbridge.protocol.conversation.ConversationRole;
import io.drawbridge.protocol.conversation.EndReason;
import io.drawbridge.protocol.conversation.HistoryWindow;
import io.drawbridge.protocol.conversation.InvitationState;
import io.drawbridge.protocol.conversation.PathKind;
import io.drawbridge.protocol.frame.Event;
import io.drawbridge.protocol.frame.LogEvent;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.InvitationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.result.MemberResult;
import io.drawbridge.protocol.result.Receipt;
import io.drawbridge.protocol.text.Secret;
import io.drawbridge.server.Adding;
import io.drawbridge.server.Door;
import io.drawbridge.server.TestCast;
import io.drawbridge.server.TestDoor.Refused;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Removing, leaving and what remains, through both doors (G-9, N-1, N-6, N-17, GLUE-22, 23, 31).
 *
 * <p>Shows GLUE-23, GLUE-31.
 */
final class RemovalWireTest {
  @AutoClose static final TestServer SERVER = TestServer.start();
  private static final TestPerson OWNER = SERVER.setUp("Owner");

  private static MemberCommand.Remove removal(
      ConversationId conversation, AccountId person, boolean allPaths) {
    return new MemberCommand.Remove(
        TestSteps.clientId(),
        conversation,
        Optional.of(person),
        Optional.empty(),
        Optional.empty(),
        allPaths,
        Optional.of("the contract ended"));
  }

  private static MemberCommand.Remove groupRemoval(ConversationId thread, ConversationId group) {
    return new MemberCommand.Remove(
        TestSteps.clientId(),
        thread,
        Optional.empty(),
        Optional.of(group),
        Optional.empty(),
        false,
        Optional.empty());
  }

  private static MemberCommand.Remove invitationRemoval(
      ConversationId conversation, InvitationId invitation) {
    return new MemberCommand.Remove(
        TestSteps.clientId(),
        conversation,
        Optional.empty(),
        Optional.empty(),
        Optional.of(invitation),
        false,
        Optional.empty());
  }

  @ParameterizedTest
  @EnumSource
  void removedExternalReceivesNothingAfterTheReceipt(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      ConversationId thread = TestSteps.thread(OWNER, "Offer");
      TestPerson eve = cast.external(thread, "Eve");
      cast.socket(eve).call(new InterestCommand.Open(thread, Optional.empty()));
      long last = TestSteps.send(OWNER, thread, "seen").pos();
      cast.socket(eve).await(LogEvent.MessagePosted.class, it -> it.pos() == last);
      MemberResult.Removed removed = cast.as(OWNER).call(removal(thread, eve.account(), false));
      TestSteps.send(OWNER, thread, "never");
      assertThat(removed.remaining()).isEmpty();
      assertThat(removed.receipt().at()).isPresent();
      assertThat(removed.receipt().nodes()).hasSize(1);
      assertThat(removed.receipt().epoch()).isPresent();
      assertThat(removed.receipt().sessions())
          .singleElement()
          .satisfies(session -> {
            assertThat(session.session()).isEqualTo(eve.tokens().session());
            assertThat(session.lastPos()).isEqualTo(last);
          });
      Event.AccessEnded ended =
          cast.socket(eve).await(Event.AccessEnded.class, it -> it.conversation().equals(thread));
      assertThat(ended.reason()).isEqualTo(EndReason.REMOVED);
      refused(ErrorCode.NOT_FOUND, () -> cast.texts(eve, thread));
      refused(ErrorCode.NOT_FOUND, () -> cast.roster(eve, thread));
      refused(ErrorCode.NOT_FOUND, () -> TestSteps.send(cast.as(eve), thread, "hello?"));
      assertThat(cast.socket(eve).events(LogEvent.MessagePosted.class))
          .noneMatch(it -> it.pos() > last);
    }
  }

  /** N-17: coming back never reopens the gap. */
  @ParameterizedTest
  @EnumSource
  void readdedPersonDoesNotSeeTheGap(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      ConversationId thread = TestSteps.thread(OWNER, "Offer");
      TestPerson eve = cast.external(thread, "Eve");
      TestPerson ben = cast.member("Ben");
      TestSteps.add(OWNER, thread, ben.account());
      TestPerson other = cast.external(thread, "Other");
      ConversationId shared =
          TestSteps.thread(OWNER, "Shared", eve.account(), ben.account(), other.account());
      TestSteps.send(OWNER, thread, "first");
      cast.as(OWNER).call(removal(thread, eve.account(), false));
      cast.as(OWNER).call(removal(thread, ben.account(), false));
      TestSteps.send(OWNER, thread, "gap");
      cast.as(OWNER).call(Adding.person(thread, eve.account()).command());
      cast.as(OWNER).call(Adding.person(thread, ben.account()).command());
      TestSteps.send(OWNER, thread, "back");
      assertThat(cast.texts(eve, thread)).containsExactly("back");
      assertThat(cast.texts(ben, thread)).containsExactly("back");
      assertThat(cast.roster(eve, shared)).hasSize(4);
    }
  }

  /**
   * N-17: what a removed person opens after a re-add begins where they ask, not where they were.
   */
  @ParameterizedTest
  @EnumSource
  void readdedPersonOpensEverythingTheNewLinkShows(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      ConversationId thread = TestSteps.thread(OWNER, "Offer");
      TestPerson ben = cast.member("Ben");
      TestSteps.add(OWNER, thread, ben.account());
      cast.socket(ben).call(new InterestCommand.Open(thread, Optional.of(0L)));
      long first = TestSteps.send(OWNER, thread, "first").pos();
      cast.socket(ben).await(LogEvent.MessagePosted.class, it -> it.pos() == first);
      cast.as(OWNER).call(removal(thread, ben.account(), false));
      long second = TestSteps.send(OWNER, thread, "second").pos();
      cast.as(OWNER)
          .call(
              Adding.person(thread, ben.account())
                  .seeing(new HistoryWindow.Everything())
                  .command());
      cast.socket(ben).call(new InterestCommand.Open(thread, Optional.of(0L)));
      cast.socket(ben).await(LogEvent.MessagePosted.class, it -> it.pos() == second);
    }
  }

  /** N-6. */
  @ParameterizedTest
  @EnumSource
  void removalNamesThePathsThatRemain(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      ConversationId home = TestSteps.thread(OWNER, "Home");
      TestPerson eve = cast.external(home, "Eve");
      ConversationId group = TestSteps.group(OWNER, "Partners", eve.account());
      ConversationId thread =
          TestSteps.thread(OWNER, "Offer", List.of(eve.account()), List.of(group));
      MemberResult.Removed direct = cast.as(OWNER).call(removal(thread, eve.account(), false));
      assertThat(direct.remaining())
          .singleElement()
          .satisfies(path -> {
            assertThat(path.kind()).isEqualTo(PathKind.GROUP);
            assertThat(path.group()).contains(group);
          });
      assertThat(cast.as(OWNER).call(new MemberCommand.ListPaths(thread, eve.account())).paths())
          .isEqualTo(direct.remaining());
      assertThat(cast.texts(eve, thread)).isEmpty();
      MemberResult.Removed all = cast.as(OWNER).call(removal(thread, eve.account(), true));
      assertThat(all.remaining()).isEmpty();
      refused(ErrorCode.NOT_FOUND, () -> cast.texts(eve, thread));
      // Not even a later way through a group leads back.
      ConversationId second = TestSteps.group(OWNER, "More", eve.account());
      cast.as(OWNER).call(Adding.group(thread, second).command());
      refused(ErrorCode.NOT_FOUND, () -> cast.texts(eve, thread));
      // But somebody who adds the person by name means it.
      cast.as(OWNER).call(Adding.person(thread, eve.account()).command());
      assertThat(cast.texts(eve, thread)).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void removingAGroupCutsAllWhoHaveNoOtherPathAtOnce(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      ConversationId home = TestSteps.thread(OWNER, "Home");
      TestPerson eve = cast.external(home, "Eve");
      TestPerson finn = cast.external(home, "Finn");
      TestPerson kept = cast.external(home, "Kept");
      ConversationId group =
          TestSteps.group(OWNER, "Partners", eve.account(), finn.account(), kept.account());
      ConversationId thread =
          TestSteps.thread(OWNER, "Offer", List.of(kept.account()), List.of(group));
      cast.socket(eve);
      cast.socket(finn);
      MemberResult.Removed removed = cast.as(OWNER).call(groupRemoval(thread, group));
      assertThat(removed.receipt().sessions())
          .extracting(it -> it.session())
          .contains(eve.tokens().session(), finn.tokens().session());
      refused(ErrorCode.NOT_FOUND, () -> cast.texts(eve, thread));
      refused(ErrorCode.NOT_FOUND, () -> cast.texts(finn, thread));
      assertThat(cast.texts(kept, thread)).isEmpty();
      refused(ErrorCode.NOT_FOUND, () -> cast.as(OWNER).call(groupRemoval(thread, group)));
    }
  }

  /** Leak 117. */
  @ParameterizedTest
  @EnumSource
  void removalKillsPendingInvitationsOfThePerson(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson eve = cast.external(TestSteps.thread(OWNER, "Elsewhere"), "Eve");
      ConversationId thread = TestSteps.thread(OWNER, "Offer");
      InvitationId again =
          TestSteps.addByMail(cast.as(OWNER), thread, eve.email(), new HistoryWindow.Everything())
              .invitation()
              .orElseThrow();
      Secret token = SERVER.awaitToken(eve.email());
      cast.as(OWNER).call(Adding.person(thread, eve.account()).command());
      cast.as(OWNER).call(removal(thread, eve.account(), false));
      refused(
          ErrorCode.LINK_SPENT,
          () ->
              SERVER
                  .nobody()
                  .call(
                      new AccountCommand.Redeem(
                          token, Optional.empty(), Optional.empty(), "test")));
      assertThatThrownBy(
              () -> cast.as(eve).call(new InvitationCommand.Accept(TestSteps.clientId(), again)))
          .isInstanceOf(Refused.class);
      refused(ErrorCode.NOT_FOUND, () -> cast.texts(eve, thread));
    }
  }

  @ParameterizedTest
  @EnumSource
  void invitationCanBeTakenBack(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      ConversationId thread = TestSteps.thread(OWNER, "Offer");
      String email = TestServer.address(TestCast.unique("late"));
      InvitationId invitation =
          cast.as(OWNER).call(Adding.email(thread, email).command()).invitation().orElseThrow();
      Secret token = SERVER.awaitToken(email);
      cast.as(OWNER).call(invitationRemoval(thread, invitation));
      assertThat(cast.roster(OWNER, thread)).hasSize(1);
      refused(
          ErrorCode.LINK_SPENT,
          () ->
              SERVER
                  .nobody()
                  .call(
                      new AccountCommand.Redeem(
                          token, Optional.of("Late"), Optional.empty(), "test")));
      refused(
          ErrorCode.NOT_FOUND, () -> cast.as(OWNER).call(invitationRemoval(thread, invitation)));
      assertThat(
              cast.as(OWNER)
                  .call(new InvitationCommand.ListInvitations(Optional.of(thread)))
                  .invitations())
          .noneMatch(it -> it.state() == InvitationState.PENDING);
    }
  }

  /** D20: admins, and the sponsor; nobody else. */
  @ParameterizedTest
  @EnumSource
  void sponsorRemovesAndOthersDoNot(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      TestPerson cleo = cast.member("Cleo");
      ConversationId thread = TestSteps.thread(OWNER, "Offer", ben.account(), cleo.account());
      TestPerson eve = TestSteps.external(SERVER, ben, thread, TestCast.unique("Eve"));
      TestPerson finn = cast.external(thread, "Finn");
      refused(
          ErrorCode.NOT_ALLOWED, () -> cast.as(cleo).call(removal(thread, eve.account(), false)));
      refused(
          ErrorCode.NOT_ALLOWED, () -> cast.as(finn).call(removal(thread, eve.account(), false)));
      MemberResult.Removed removed = cast.as(ben).call(removal(thread, eve.account(), false));
      assertThat(removed.receipt().epoch()).isEmpty();
      refused(ErrorCode.NOT_FOUND, () -> cast.texts(eve, thread));
    }
  }

  @ParameterizedTest
  @EnumSource
  void removingNobodyIsNotFoundWhoeverItIs(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      ConversationId thread = TestSteps.thread(OWNER, "Offer");
      TestPerson elsewhere = cast.external(TestSteps.thread(OWNER, "Elsewhere"), "Else");
      for (AccountId nobody : List.of(elsewhere.account(), new AccountId(99))) {
        refused(ErrorCode.NOT_FOUND, () -> cast.as(OWNER).call(removal(thread, nobody, true)));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void externalMayAlwaysLeave(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      ConversationId home = TestSteps.thread(OWNER, "Home");
      TestPerson eve = cast.external(home, "Eve");
      ConversationId group = TestSteps.group(OWNER, "Partners", eve.account());
      ConversationId thread = TestSteps.thread(OWNER, "Offer", List.of(), List.of(group));
      Receipt left = cast.as(eve).call(new ConversationCommand.Leave(TestSteps.clientId(), thread));
      assertThat(left.at()).isPresent();
      refused(ErrorCode.NOT_FOUND, () -> cast.texts(eve, thread));
      assertThat(cast.texts(eve, group)).isEmpty();
      cast.as(eve).call(new ConversationCommand.Leave(TestSteps.clientId(), group));
      refused(ErrorCode.NOT_FOUND, () -> cast.texts(eve, group));
    }
  }

  /** Found by the random histories. */
  @ParameterizedTest
  @EnumSource
  void whoeverIsSuspendedCanBeTakenOut(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      ConversationId thread = TestSteps.thread(OWNER, "Offer");
      TestPerson eve = cast.external(thread, "Eve");
      TestPerson ben = cast.member("Ben");
      ConversationId group = TestSteps.group(OWNER, "Team", ben.account());
      ConversationId led = TestSteps.thread(OWNER, "Plan", List.of(), List.of(group));
      WorkspaceId workspace = TestSteps.workspace(OWNER);
      for (TestPerson person : List.of(eve, ben)) {
        cast.as(OWNER)
            .call(
                new WorkspaceCommand.Suspend(
                    TestSteps.clientId(), workspace, person.account(), Optional.empty()));
      }
      assertThat(cast.as(OWNER).call(removal(thread, eve.account(), false)).remaining()).isEmpty();
      assertThat(cast.as(OWNER).call(removal(led, ben.account(), true)).remaining()).isEmpty();
      for (TestPerson person : List.of(eve, ben)) {
        cast.as(OWNER)
            .call(
                new WorkspaceCommand.Unsuspend(TestSteps.clientId(), workspace, person.account()));
      }
      refused(ErrorCode.NOT_FOUND, () -> cast.texts(eve, thread));
      refused(ErrorCode.NOT_FOUND, () -> cast.texts(ben, led));
      assertThat(cast.texts(ben, group)).isEmpty();
      TestPerson stranger = cast.member("Stranger");
      refused(
          ErrorCode.NOT_FOUND,
          () -> cast.as(OWNER).call(removal(thread, stranger.account(), true)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void lastAdminNamesAnotherFirst(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      TestPerson cleo = cast.member("Cleo");
      ConversationId group = TestSteps.group(ben, "Team", cleo.account());
      TestPerson eve = TestSteps.external(SERVER, ben, group, TestCast.unique("Eve"));
      refused(
          ErrorCode.CONFLICT,
          () -> cast.as(ben).call(new ConversationCommand.Leave(TestSteps.clientId(), group)));
      refused(ErrorCode.CONFLICT, () -> cast.as(ben).call(removal(group, ben.account(), false)));
      refused(
          ErrorCode.CONFLICT, () -> cast.as(ben).call(role(group, ben, ConversationRole.MEMBER)));
      // D10: an external is no successor.
      refused(
          ErrorCode.NOT_ALLOWED, () -> cast.as(ben).call(role(group, eve, ConversationRole.ADMIN)));
      cast.as(ben).call(role(group, cleo, ConversationRole.ADMIN));
      cast.as(ben).call(new ConversationCommand.Leave(TestSteps.clientId(), group));
      // A private group stays in the directory of members; what is said in it does not.
      refused(ErrorCode.NOT_ALLOWED, () -> cast.texts(ben, group));
      assertThat(cast.texts(cleo, group)).isEmpty();
    }
  }

  private static GroupCommand.SetRole role(
      ConversationId group, TestPerson person, ConversationRole role) {
    return new GroupCommand.SetRole(TestSteps.clientId(), group, person.account(), role);
  }
}
