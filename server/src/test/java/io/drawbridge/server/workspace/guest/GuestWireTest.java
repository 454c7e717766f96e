package io.drawbridge.server.workspace.guest;

import static io.drawbridge.server.TestSteps.clientId;
import static io.drawbridge.server.TestSteps.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.command.ExternalCommand;
import io.drawbridge.protocol.command.GroupCommand;
import io.drawbridge.protocol.command.InboxCommand;
import io.drawbridge.protocol.command.PeopleCommand;
import io.drawbridge.protocol.command.WorkspaceCommand;
import io.drawbridge.protocol.conversation.RosterState;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.people.ExternalEntry;
import io.drawbridge.protocol.people.ExternalFilter;
import io.drawbridge.protocol.people.ExternalSelection;
import io.drawbridge.protocol.people.ExternalState;
import io.drawbridge.protocol.people.VisitedWorkspace;
import io.drawbridge.protocol.people.WorkspaceInvitationView;
import io.drawbridge.protocol.policy.GuestInvite;
import io.drawbridge.protocol.policy.PolicyKey;
import io.drawbridge.server.Adding;
import io.drawbridge.server.Door;
import io.drawbridge.server.Setting;
import io.drawbridge.server.TestCast;
import io.drawbridge.server.TestDoor;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Guests of the workspace who are in no conversation, through both doors (HCL-2, TS-10). */
final class GuestWireTest {
  @AutoClose static final TestServer SERVER = TestServer.start();
  private static final TestPerson OWNER = SERVER.setUp("Owner");
  private static final WorkspaceId WORKSPACE = TestSteps.workspace(OWNER);

  private static ExternalCommand.Invite invite(String email) {
    return new ExternalCommand.Invite(
        clientId(),
        WORKSPACE,
        email,
        Optional.empty(),
        Optional.of("Welcome"),
        Optional.empty(),
        Optional.of("customer"));
  }

  private static Optional<ExternalEntry> listed(TestDoor admin, String email) {
    return admin
        .call(
            new ExternalCommand.ListExternals(
                WORKSPACE,
                Optional.of(ExternalFilter.ALL),
                Optional.empty(),
                Optional.empty(),
                Optional.of(200)))
        .externals()
        .stream()
        .filter(it -> it.email().filter(email::equals).isPresent())
        .findFirst();
  }

  private static List<VisitedWorkspace> visiting(TestDoor by) {
    return by.call(new AccountCommand.Me()).visiting();
  }

  /** Known, and nothing else: no directory, no people, no conversation; then added by name. */
  @ParameterizedTest
  @EnumSource
  void guestSeesNothingUntilSomebodyAddsThem(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      TestPerson ida = cast.member("Ida");
      String name = TestCast.unique("Gus");
      String email = TestServer.address(name);
      cast.as(ben).call(invite(email));
      assertThat(listed(cast.as(OWNER), email).orElseThrow().state())
          .isEqualTo(ExternalState.PENDING);
      assertThat(
              cast.as(ben)
                  .call(
                      new WorkspaceCommand.ListInvitations(
                          WORKSPACE, Optional.empty(), Optional.empty()))
                  .invitations())
          .filteredOn(it -> it.email().equals(email))
          .extracting(WorkspaceInvitationView::guest)
          .containsExactly(true);
      TestPerson gus = SERVER.redeem(name);

      assertThat(visiting(cast.as(gus)))
          .extracting(VisitedWorkspace::workspace)
          .containsExactly(WORKSPACE);
      ExternalEntry entry = listed(cast.as(OWNER), email).orElseThrow();
      assertThat(entry.state()).isEqualTo(ExternalState.ACTIVE);
      assertThat(entry.externalClass()).isEmpty();
      assertThat(entry.grants()).isZero();
      assertThat(entry.sponsor()).contains(ben.account());
      assertThat(entry.relation()).contains("customer");

      refused(
          ErrorCode.NOT_FOUND,
          () ->
              cast.as(gus)
                  .call(
                      new WorkspaceCommand.ListMembers(
                          WORKSPACE, Optional.empty(), Optional.empty())));
      refused(
          ErrorCode.NOT_FOUND,
          () ->
              cast.as(gus)
                  .call(
                      new GroupCommand.ListGroups(WORKSPACE, Optional.empty(), Optional.empty())));
      assertThat(found(cast.as(gus), "Ben")).isZero();
      assertThat(
              cast.as(gus)
                  .call(new InboxCommand.ListInbox(Optional.empty(), Optional.empty()))
                  .entries())
          .isEmpty();
      refused(ErrorCode.NOT_FOUND, () -> cast.as(gus).call(invite("x" + email)));

      assertThat(found(cast.as(ben), name)).isEqualTo(1);
      assertThat(found(cast.as(OWNER), name)).isEqualTo(1);
      assertThat(found(cast.as(ida), name)).isZero();
      ConversationId thread = TestSteps.thread(OWNER, "Offer", ben.account(), ida.account());
      refused(
          ErrorCode.NOT_FOUND,
          () -> cast.as(ida).call(Adding.person(thread, gus.account()).command()));
      assertThat(cast.as(ben).call(Adding.person(thread, gus.account()).command()).state())
          .isEqualTo(RosterState.ACTIVE);
      assertThat(cast.texts(gus, thread)).isEmpty();
      assertThat(listed(cast.as(OWNER), email).orElseThrow().grants()).isEqualTo(1);
    }
  }

  private static int found(TestDoor by, String name) {
    return by.call(new PeopleCommand.Find(name, Optional.empty(), Optional.empty()))
        .people()
        .size();
  }

  /** Ended, suspended and lifted; with what they were let into besides. */
  @ParameterizedTest
  @EnumSource
  void guestIsSuspendedAndEnded(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      String name = TestCast.unique("Gus");
      String email = TestServer.address(name);
      cast.as(OWNER).call(invite(email));
      TestPerson gus = SERVER.redeem(name);
      cast.as(OWNER)
          .call(
              new WorkspaceCommand.Suspend(clientId(), WORKSPACE, gus.account(), Optional.empty()));
      assertThat(visiting(cast.as(gus))).isEmpty();
      assertThat(listed(cast.as(OWNER), email).orElseThrow().state())
          .isEqualTo(ExternalState.SUSPENDED);
      cast.as(OWNER).call(new WorkspaceCommand.Unsuspend(clientId(), WORKSPACE, gus.account()));
      assertThat(visiting(cast.as(gus))).hasSize(1);

      ExternalSelection which = new ExternalSelection.OfPerson(gus.account());
      assertThat(cast.as(OWNER).call(new ExternalCommand.PreviewEnd(WORKSPACE, which)).people())
          .isEqualTo(1);
      assertThat(
              cast.as(OWNER)
                  .call(new ExternalCommand.End(clientId(), WORKSPACE, which, Optional.empty()))
                  .people())
          .isEqualTo(1);
      assertThat(visiting(cast.as(gus))).isEmpty();
      assertThat(listed(cast.as(OWNER), email)).isEmpty();
      assertThat(found(cast.as(OWNER), name)).isZero();
    }
  }

  /** TS-10, 7.14: two keys: who invites to the workspace, and who into a conversation. */
  @ParameterizedTest
  @EnumSource
  void whoInvitesGuestsIsAQuestionOfItsOwn(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      TestPerson eve = cast.external(TestSteps.thread(OWNER, "First"), "Eve");
      String email = TestServer.address(TestCast.unique("Gus"));
      refused(ErrorCode.NOT_FOUND, () -> cast.as(eve).call(invite(email)));
      OWNER.call(Setting.of(WORKSPACE, Setting.value(PolicyKey.GUEST_INVITE, GuestInvite.ADMINS)));
      refused(ErrorCode.NOT_ALLOWED, () -> cast.as(ben).call(invite(email)));
      ConversationId thread = TestSteps.thread(OWNER, "Offer", ben.account());
      cast.as(ben).call(Adding.email(thread, email).command());
      OWNER.call(Setting.of(WORKSPACE, Setting.value(PolicyKey.GUEST_INVITE, GuestInvite.OFF)));
      refused(ErrorCode.NOT_ALLOWED, () -> cast.as(OWNER).call(invite(email)));
      OWNER.call(Setting.back(WORKSPACE, PolicyKey.GUEST_INVITE));
      cast.as(ben).call(invite(email));
    }
  }
}
