package io.drawbridge.server.invite;

import static io.drawbridge.server.TestSteps.clientId;
import static io.drawbridge.server.TestSteps.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.ConversationCommand;
import io.drawbridge.protocol.command.DmCommand;
import io.drawbridge.protocol.command.ExternalCommand;
import io.drawbridge.protocol.command.GroupCommand;
import io.drawbridge.protocol.command.InvitationCommand;
import io.drawbridge.protocol.command.MemberCommand;
import io.drawbridge.protocol.command.ThreadCommand;
import io.drawbridge.protocol.command.WorkspaceCommand;
import io.drawbridge.protocol.conversation.InvitationView;
import io.drawbridge.protocol.conversation.RosterEntry;
import io.drawbridge.protocol.conversation.RosterState;
import io.drawbridge.protocol.conversation.Visibility;
import io.drawbridge.protocol.frame.Event;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.InvitationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.people.ExternalEntry;
import io.drawbridge.protocol.policy.PolicyKey;
import io.drawbridge.protocol.result.MemberResult.MemberAdded;
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
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Externals who are added by name are asked first, through both doors (D3, GLUE-29, HCL-3). */
final class AcceptanceWireTest {
  @AutoClose static final TestServer SERVER = TestServer.start();
  private static final TestPerson OWNER = SERVER.setUp("Owner");
  private static final WorkspaceId WORKSPACE = TestSteps.workspace(OWNER);
  private static final WorkspaceId SOUTH =
      OWNER.call(new WorkspaceCommand.Create(clientId(), "South")).workspace().workspace();

  static {
    OWNER.call(Setting.of(WORKSPACE, Setting.value(PolicyKey.REQUIRE_ACCEPTANCE, true)));
  }

  /** A thread of another workspace, which asks nobody: who meets there knows each other by name. */
  private static ConversationId inSouth(TestPerson other) {
    return OWNER
        .call(
            new ThreadCommand.Create(
                clientId(),
                Optional.of(SOUTH),
                "Elsewhere",
                List.of(other.account()),
                List.of(),
                Optional.empty()))
        .conversation()
        .id();
  }

  private static ConversationId dm(TestDoor by, TestPerson other) {
    return by.call(
            new DmCommand.Open(
                clientId(), Optional.of(WORKSPACE), List.of(other.account()), Optional.empty()))
        .conversation()
        .conversation();
  }

  private static InvitationId invited(MemberAdded added) {
    assertThat(added.state()).isEqualTo(RosterState.INVITED);
    return added.invitation().orElseThrow();
  }

  private static List<InvitationView> asked(TestDoor by) {
    return by.call(new InvitationCommand.ListInvitations(Optional.empty())).invitations();
  }

  private static InvitationCommand.Accept accept(InvitationId invitation) {
    return new InvitationCommand.Accept(clientId(), invitation);
  }

  private static InvitationCommand.Decline decline(InvitationId invitation) {
    return new InvitationCommand.Decline(clientId(), invitation);
  }

  private static Optional<RosterEntry> entry(List<RosterEntry> roster, InvitationId invitation) {
    return roster.stream()
        .filter(it -> it.invitation().filter(invitation::equals).isPresent())
        .findFirst();
  }

  /** 7.4, 7.5: counted from the add, nothing is delivered before, and opened at the add. */
  @ParameterizedTest
  @EnumSource
  void whoIsAddedByNameIsInOnceTheyAccept(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      TestPerson eve = cast.external(TestSteps.thread(OWNER, "First", ben.account()), "Eve");
      ConversationId second = TestSteps.thread(OWNER, "Second", ben.account());
      TestSteps.send(ben, second, "before");
      cast.socket(eve);
      int mails = SERVER.mailsTo(eve.email()).size();
      InvitationId invitation =
          invited(cast.as(ben).call(Adding.person(second, eve.account()).command()));
      TestSteps.send(ben, second, "while it waits");

      InvitationView told =
          cast.socket(eve)
              .await(
                  Event.InvitationReceived.class,
                  it -> it.invitation().invitation().equals(invitation))
              .invitation();
      assertThat(told.title()).as("a thread's name").isEmpty();
      assertThat(told.email()).isEmpty();
      assertThat(told.inviter().id()).isEqualTo(ben.account());
      assertThat(asked(cast.as(eve)))
          .extracting(InvitationView::invitation)
          .containsExactly(invitation);
      RosterEntry row = entry(cast.roster(ben, second), invitation).orElseThrow();
      assertThat(row.person().orElseThrow().id()).isEqualTo(eve.account());
      assertThat(row.email()).isEmpty();
      assertThat(row.state()).isEqualTo(RosterState.INVITED);
      assertThat(cast.as(ben).call(new ConversationCommand.Show(second)).conversation().externals())
          .contains(1);
      refused(ErrorCode.NOT_FOUND, () -> cast.texts(eve, second));
      Awaitility.await().until(() -> SERVER.mailsTo(eve.email()).size() == mails + 1);

      cast.as(eve).call(accept(invitation));
      assertThat(cast.texts(eve, second)).containsExactly("while it waits");
      assertThat(asked(cast.as(eve))).isEmpty();
      RosterEntry there =
          cast.roster(ben, second).stream()
              .filter(it -> it.person().filter(p -> p.id().equals(eve.account())).isPresent())
              .findFirst()
              .orElseThrow();
      assertThat(there.state()).isEqualTo(RosterState.ACTIVE);
      assertThat(there.sponsor()).contains(ben.account());
      refused(ErrorCode.LINK_SPENT, () -> cast.as(eve).call(accept(invitation)));
    }
  }

  /** Declined and withdrawn are over; for others it never was, by the same answer. */
  @ParameterizedTest
  @EnumSource
  void declinedOrWithdrawnLetsNobodyIn(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      ConversationId first = TestSteps.thread(OWNER, "First", ben.account());
      TestPerson eve = cast.external(first, "Eve");
      TestPerson finn = cast.external(first, "Finn");
      ConversationId second = TestSteps.thread(OWNER, "Second", ben.account());
      cast.socket(ben);
      InvitationId declined =
          invited(cast.as(ben).call(Adding.person(second, eve.account()).command()));
      refused(ErrorCode.NOT_FOUND, () -> cast.as(finn).call(accept(declined)));
      refused(ErrorCode.NOT_FOUND, () -> cast.as(ben).call(accept(declined)));
      refused(ErrorCode.NOT_FOUND, () -> cast.as(finn).call(accept(new InvitationId(4711))));
      cast.as(eve).call(decline(declined));
      cast.socket(ben).await(Event.InvitationEnded.class, it -> it.invitation().equals(declined));
      refused(ErrorCode.LINK_SPENT, () -> cast.as(eve).call(accept(declined)));
      assertThat(entry(cast.roster(ben, second), declined)).isEmpty();

      InvitationId withdrawn =
          invited(cast.as(ben).call(Adding.person(second, eve.account()).command()));
      assertThat(withdrawn).isNotEqualTo(declined);
      cast.socket(eve);
      cast.as(ben)
          .call(
              new MemberCommand.Remove(
                  clientId(),
                  second,
                  Optional.empty(),
                  Optional.empty(),
                  Optional.of(withdrawn),
                  false,
                  Optional.empty()));
      cast.socket(eve).await(Event.InvitationEnded.class, it -> it.invitation().equals(withdrawn));
      refused(ErrorCode.LINK_SPENT, () -> cast.as(eve).call(accept(withdrawn)));
      refused(ErrorCode.NOT_FOUND, () -> cast.texts(eve, second));
    }
  }

  /** Every door by name: threads and groups with people from the start; members are in at once. */
  @ParameterizedTest
  @EnumSource
  void newConversationsAskTheirExternals(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      TestPerson ida = cast.member("Ida");
      TestPerson eve = cast.external(TestSteps.thread(OWNER, "First", ben.account()), "Eve");
      ConversationId thread =
          TestSteps.thread(cast.as(ben), "Second", eve.account(), ida.account());
      ConversationId group =
          cast.as(ben)
              .call(
                  new GroupCommand.Create(
                      clientId(),
                      WORKSPACE,
                      TestCast.unique("Plans"),
                      Visibility.OPEN,
                      List.of(eve.account(), ida.account())))
              .conversation()
              .conversation();
      for (ConversationId made : List.of(thread, group)) {
        assertThat(cast.texts(ida, made)).isEmpty();
        refused(ErrorCode.NOT_FOUND, () -> cast.texts(eve, made));
        InvitationView invitation =
            asked(cast.as(eve)).stream()
                .filter(it -> it.conversation().equals(made))
                .findFirst()
                .orElseThrow();
        assertThat(invitation.title().isPresent()).isEqualTo(made.equals(group));
        cast.as(eve).call(accept(invitation.invitation()));
        assertThat(cast.texts(eve, made)).isEmpty();
      }
      // Whom one meets in the workspace is brought in by nobody.
      ConversationId dm = TestSteps.dm(cast.as(ben), eve.account()).conversation();
      TestSteps.send(ben, dm, "hello");
      assertThat(cast.texts(eve, dm)).containsExactly("hello");
    }
  }

  /** Who undoes a removal asks nobody again: it was accepted before. */
  @ParameterizedTest
  @EnumSource
  void undoneRemovalAsksNobodyAgain(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      ConversationId first = TestSteps.thread(OWNER, "First", ben.account());
      TestPerson eve = cast.external(first, "Eve");
      TestSteps.remove(cast.as(OWNER), first, eve.account());
      refused(ErrorCode.NOT_FOUND, () -> cast.texts(eve, first));
      cast.as(OWNER)
          .call(
              new MemberCommand.UndoRemove(
                  clientId(), first, Optional.of(eve.account()), Optional.empty(), true));
      assertThat(cast.texts(eve, first)).isEmpty();
    }
  }

  /** D3: admins see who is invited by name, and no address of theirs. */
  @ParameterizedTest
  @EnumSource
  void addressOfWhoIsInvitedByNameIsShownToNobody(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      TestPerson eve = cast.external(inSouth(ben), "Eve");
      ConversationId thread = TestSteps.thread(OWNER, "Offer", ben.account());
      InvitationId invitation =
          invited(cast.as(ben).call(Adding.person(thread, eve.account()).command()));
      ExternalEntry listed =
          cast
              .as(OWNER)
              .call(
                  new ExternalCommand.ListExternals(
                      WORKSPACE,
                      Optional.empty(),
                      Optional.empty(),
                      Optional.empty(),
                      Optional.of(100)))
              .externals()
              .stream()
              .filter(it -> it.person().filter(eve.account()::equals).isPresent())
              .findFirst()
              .orElseThrow();
      assertThat(listed.email()).isEmpty();
      assertThat(listed.invitations()).isEqualTo(1);
      assertThat(
              cast.as(ben)
                  .call(
                      new MemberCommand.PreviewAdd(
                          thread,
                          Optional.empty(),
                          Optional.of(eve.email()),
                          Optional.empty(),
                          Optional.empty()))
                  .there())
          .as("by the address of who is invited by name")
          .isFalse();
      // A DM with somebody from elsewhere waits as well, by their name.
      ConversationId dm = dm(cast.as(ben), eve);
      assertThat(dm(cast.as(ben), eve)).isEqualTo(dm);
      assertThat(cast.as(ben).call(new ConversationCommand.Show(dm)).conversation().name())
          .doesNotContain("@");
      refused(ErrorCode.NOT_FOUND, () -> cast.texts(eve, dm));
      InvitationView ofDm =
          asked(cast.as(eve)).stream()
              .filter(it -> it.conversation().equals(dm))
              .findFirst()
              .orElseThrow();
      cast.as(eve).call(accept(ofDm.invitation()));
      assertThat(cast.texts(eve, dm)).isEmpty();
      cast.as(eve).call(accept(invitation));
      assertThat(cast.texts(eve, thread)).isEmpty();
    }
  }
}
