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
import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.conversation.HistoryWindow;
import io.drawbridge.protocol.conversation.InvitationState;
import io.drawbridge.protocol.conversation.InvitationView;
import io.drawbridge.protocol.conversation.RosterEntry;
import io.drawbridge.protocol.conversation.RosterState;
import io.drawbridge.protocol.conversation.Visibility;
import io.drawbridge.protocol.frame.Event;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.InvitationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.people.AddedRow;
import io.drawbridge.protocol.people.AddedState;
import io.drawbridge.protocol.people.Addressee;
import io.drawbridge.protocol.people.ExternalEntry;
import io.drawbridge.protocol.people.ExternalFilter;
import io.drawbridge.protocol.people.ExternalState;
import io.drawbridge.protocol.policy.BulkInviteMinRole;
import io.drawbridge.protocol.policy.ExternalApproval;
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
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Externals whom members bring in wait for an admin, through both doors (G-26, D3). */
final class ApprovalWireTest {
  @AutoClose static final TestServer SERVER = TestServer.start();
  private static final TestPerson OWNER = SERVER.setUp("Owner");
  private static final WorkspaceId WORKSPACE = TestSteps.workspace(OWNER);

  static {
    OWNER.call(
        Setting.of(
            WORKSPACE,
            Setting.values(
                Map.of(
                    PolicyKey.EXTERNAL_APPROVAL,
                    ExternalApproval.ADMINS,
                    PolicyKey.BULK_INVITE_MIN_ROLE,
                    BulkInviteMinRole.MEMBER,
                    PolicyKey.EXTERNAL_MAIL_DOMAINS_APPROVED,
                    List.of("trusted.example")))));
  }

  private static List<InvitationId> waiting(TestDoor by) {
    return by.call(new InvitationCommand.ListAwaiting(WORKSPACE)).invitations().stream()
        .map(InvitationView::invitation)
        .toList();
  }

  private static InvitationId waits(MemberAdded added) {
    assertThat(added.state()).isEqualTo(RosterState.AWAITING_APPROVAL);
    return added.invitation().orElseThrow();
  }

  private static InvitationCommand.Approve approve(InvitationId invitation) {
    return new InvitationCommand.Approve(clientId(), invitation);
  }

  private static InvitationCommand.Deny deny(InvitationId invitation, String why) {
    return new InvitationCommand.Deny(clientId(), invitation, Optional.of(why));
  }

  private static Optional<RosterEntry> entry(List<RosterEntry> roster, InvitationId invitation) {
    return roster.stream()
        .filter(it -> it.invitation().filter(invitation::equals).isPresent())
        .findFirst();
  }

  private static ExternalState listed(TestDoor admin, String email) {
    ExternalFilter filter =
        new ExternalFilter(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(email),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return admin
        .call(
            new ExternalCommand.ListExternals(
                WORKSPACE,
                Optional.of(filter),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()))
        .externals()
        .stream()
        .map(ExternalEntry::state)
        .findFirst()
        .orElseThrow();
  }

  private static int externals(TestDoor by, ConversationId conversation) {
    return by.call(
            new MemberCommand.PreviewAdd(
                conversation,
                Optional.empty(),
                Optional.of("nobody@other.example"),
                Optional.empty(),
                Optional.empty()))
        .externals();
  }

  /** 7.5: who waits counts from the addition on; the mail leaves when it is approved. */
  @ParameterizedTest
  @EnumSource
  void invitationWaitsUntilAnAdminApprovesIt(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      ConversationId thread = TestSteps.thread(OWNER, "Offer", ben.account());
      String name = TestCast.unique("Eve");
      String email = TestServer.address(name);
      cast.socket(OWNER);
      cast.socket(ben);
      InvitationId invitation =
          waits(
              cast.as(ben)
                  .call(Adding.email(thread, email).seeing(new HistoryWindow.FromNow()).command()));

      Event.ApprovalRequested told =
          cast.socket(OWNER)
              .await(
                  Event.ApprovalRequested.class,
                  it -> it.invitation().invitation().equals(invitation));
      assertThat(told.invitation().title()).contains("Offer");
      assertThat(entry(cast.roster(ben, thread), invitation).orElseThrow().state())
          .isEqualTo(RosterState.AWAITING_APPROVAL);
      assertThat(externals(cast.as(ben), thread)).isEqualTo(1);
      assertThat(listed(cast.as(OWNER), email)).isEqualTo(ExternalState.AWAITING_APPROVAL);
      assertThat(waiting(cast.as(OWNER))).contains(invitation);
      assertThat(waiting(cast.as(ben))).isEmpty();
      refused(ErrorCode.NOT_ALLOWED, () -> cast.as(ben).call(approve(invitation)));
      refused(
          ErrorCode.LINK_SPENT,
          () -> cast.as(ben).call(new InvitationCommand.Resend(clientId(), invitation)));
      assertThat(SERVER.mailsTo(email)).isEmpty();
      TestSteps.send(ben, thread, "while it waits");

      cast.as(OWNER).call(approve(invitation));
      Event.InvitationAnswered answered =
          cast.socket(ben)
              .await(Event.InvitationAnswered.class, it -> it.invitation().equals(invitation));
      assertThat(answered.state()).isEqualTo(InvitationState.PENDING);
      assertThat(waiting(cast.as(OWNER))).doesNotContain(invitation);
      assertThat(listed(cast.as(OWNER), email)).isEqualTo(ExternalState.PENDING);
      TestPerson eve = SERVER.redeem(name);
      assertThat(cast.texts(eve, thread)).containsExactly("while it waits");
      refused(ErrorCode.CONFLICT, () -> cast.as(OWNER).call(approve(invitation)));
    }
  }

  /** Who was to come hears nothing of it, the inviter why. */
  @ParameterizedTest
  @EnumSource
  void deniedInvitationTellsItsInviterWhy(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      ConversationId thread = TestSteps.thread(OWNER, "Offer", ben.account());
      TestPerson eve = cast.external(TestSteps.thread(OWNER, "Elsewhere"), "Eve");
      cast.socket(ben);
      cast.socket(eve);
      int mails = SERVER.mailsTo(eve.email()).size();
      InvitationId invitation =
          waits(cast.as(ben).call(Adding.email(thread, eve.email()).command()));
      cast.as(OWNER).call(deny(invitation, "not before the contract"));

      Event.InvitationAnswered answered =
          cast.socket(ben)
              .await(Event.InvitationAnswered.class, it -> it.invitation().equals(invitation));
      assertThat(answered.state()).isEqualTo(InvitationState.DENIED);
      assertThat(answered.reason()).contains("not before the contract");
      assertThat(entry(cast.roster(ben, thread), invitation)).isEmpty();
      assertThat(externals(cast.as(ben), thread)).isZero();
      assertThat(
              cast.as(eve)
                  .call(new InvitationCommand.ListInvitations(Optional.empty()))
                  .invitations())
          .isEmpty();
      assertThat(cast.socket(eve).events(Event.InvitationReceived.class)).isEmpty();
      assertThat(cast.socket(eve).events(Event.InvitationEnded.class)).isEmpty();
      assertThat(SERVER.mailsTo(eve.email())).hasSize(mails);
      refused(ErrorCode.CONFLICT, () -> cast.as(OWNER).call(approve(invitation)));
    }
  }

  /** A grant comes into being when it is approved, on the inviter's word, and opens at the add. */
  @ParameterizedTest
  @EnumSource
  void contactWhoIsAddedByNameComesInOnceApproved(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      ConversationId first = TestSteps.thread(OWNER, "First", ben.account());
      TestPerson eve = cast.external(first, "Eve");
      ConversationId second = TestSteps.thread(OWNER, "Second", ben.account());
      TestSteps.send(ben, second, "before");
      InvitationId invitation =
          waits(cast.as(ben).call(Adding.person(second, eve.account()).command()));
      RosterEntry row = entry(cast.roster(ben, second), invitation).orElseThrow();
      assertThat(row.person().orElseThrow().id()).isEqualTo(eve.account());
      assertThat(row.email()).isEmpty();
      assertThat(row.state()).isEqualTo(RosterState.AWAITING_APPROVAL);
      TestSteps.send(ben, second, "while it waits");
      refused(ErrorCode.NOT_FOUND, () -> cast.texts(eve, second));
      assertThat(externals(cast.as(ben), second)).isEqualTo(1);

      cast.socket(eve);
      cast.as(OWNER).call(approve(invitation));
      cast.socket(eve).await(Event.AccessGained.class);
      assertThat(cast.texts(eve, second)).containsExactly("while it waits");
      RosterEntry there =
          cast.roster(ben, second).stream()
              .filter(it -> it.person().filter(p -> p.id().equals(eve.account())).isPresent())
              .findFirst()
              .orElseThrow();
      assertThat(there.state()).isEqualTo(RosterState.ACTIVE);
      assertThat(there.sponsor()).contains(ben.account());
      assertThat(externals(cast.as(ben), second)).isEqualTo(1);
    }
  }

  /**
   * N-7: authors are asked about who waits, from the addition on, and not again at the approval.
   */
  @ParameterizedTest
  @EnumSource
  void authorsAreAskedAboutWhoWaits(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      TestPerson eve = cast.external(TestSteps.thread(OWNER, "First", ben.account()), "Eve");
      ConversationId thread = TestSteps.thread(OWNER, "Second", ben.account());
      String alone = audience(cast.as(ben), thread);
      InvitationId byName =
          waits(cast.as(ben).call(Adding.person(thread, eve.account()).command()));
      refused(ErrorCode.AUDIENCE_CHANGED, () -> send(cast.as(ben), thread, alone));
      String name = TestCast.unique("Finn");
      String one = audience(cast.as(ben), thread);
      send(cast.as(ben), thread, one);
      InvitationId byAddress =
          waits(cast.as(ben).call(Adding.email(thread, TestServer.address(name)).command()));
      refused(ErrorCode.AUDIENCE_CHANGED, () -> send(cast.as(ben), thread, one));
      String both = audience(cast.as(ben), thread);
      cast.as(OWNER).call(approve(byName));
      cast.as(OWNER).call(approve(byAddress));
      SERVER.redeem(name);
      send(cast.as(ben), thread, both);
    }
  }

  private static String audience(TestDoor by, ConversationId conversation) {
    return by.call(new ConversationCommand.Show(conversation))
        .conversation()
        .audience()
        .orElseThrow();
  }

  private static void send(TestDoor by, ConversationId conversation, String audience) {
    by.call(
        new MessageCommand.Send(
            clientId(), conversation, "for all of us", Optional.empty(), Optional.of(audience)));
  }

  /** HCL-9: each row by itself; the domains that are approved by themselves wait for nobody. */
  @ParameterizedTest
  @EnumSource
  void rowsOfManyWaitButThoseOfTrustedDomains(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      ConversationId thread = TestSteps.thread(OWNER, "Offer", ben.account());
      String trusted = TestCast.unique("sam") + "@trusted.example";
      String other = TestCast.unique("sam") + "@other.example";
      MemberCommand.AddMany many =
          new MemberCommand.AddMany(
              clientId(),
              thread,
              List.of(
                  new Addressee(trusted, Optional.empty(), Optional.empty()),
                  new Addressee(other, Optional.empty(), Optional.empty())),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty());
      assertThat(cast.as(ben).call(many).rows())
          .extracting(AddedRow::state)
          .containsExactly(AddedState.INVITED, AddedState.AWAITING_APPROVAL);
      SERVER.awaitToken(trusted);
      assertThat(SERVER.mailsTo(other)).isEmpty();
      assertThat(cast.as(ben).call(Adding.email(thread, trusted).command()).state())
          .isEqualTo(RosterState.INVITED);
      assertThat(cast.as(OWNER).call(Adding.email(thread, other).command()).state())
          .isEqualTo(RosterState.INVITED);
      SERVER.awaitToken(other);
      assertThat(waiting(cast.as(OWNER)))
          .doesNotContainAnyElementsOf(
              cast.roster(ben, thread).stream().flatMap(it -> it.invitation().stream()).toList());
    }
  }

  /** Every door: threads and groups with people from the start, and a DM by address. */
  @ParameterizedTest
  @EnumSource
  void newConversationsLetNobodyInWhoWaits(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      TestPerson eve = cast.external(TestSteps.thread(OWNER, "First", ben.account()), "Eve");
      ConversationId thread = TestSteps.thread(cast.as(ben), "Second", eve.account());
      ConversationId group =
          cast.as(ben)
              .call(
                  new GroupCommand.Create(
                      clientId(),
                      WORKSPACE,
                      TestCast.unique("Plans"),
                      Visibility.OPEN,
                      List.of(eve.account())))
              .conversation()
              .conversation();
      for (ConversationId made : List.of(thread, group)) {
        refused(ErrorCode.NOT_FOUND, () -> cast.texts(eve, made));
        InvitationId waits =
            cast.roster(ben, made).stream()
                .filter(it -> it.state() == RosterState.AWAITING_APPROVAL)
                .flatMap(it -> it.invitation().stream())
                .findFirst()
                .orElseThrow();
        cast.as(OWNER).call(approve(waits));
        assertThat(cast.texts(eve, made)).isEmpty();
      }
      String email = TestServer.address(TestCast.unique("Finn"));
      ConversationId dm =
          cast.as(ben)
              .call(
                  new DmCommand.Open(
                      clientId(), Optional.of(WORKSPACE), List.of(), Optional.of(email)))
              .conversation()
              .conversation();
      InvitationView waits =
          cast.as(OWNER).call(new InvitationCommand.ListAwaiting(WORKSPACE)).invitations().stream()
              .filter(it -> it.conversation().equals(dm))
              .findFirst()
              .orElseThrow();
      assertThat(waits.title()).isEmpty();
      assertThat(SERVER.mailsTo(email)).isEmpty();
      cast.as(OWNER).call(approve(waits.invitation()));
      SERVER.awaitToken(email);
      // Whom one meets in the workspace is brought in by nobody.
      assertThat(TestSteps.dm(cast.as(ben), eve.account()).conversation()).isNotNull();
    }
  }
}
