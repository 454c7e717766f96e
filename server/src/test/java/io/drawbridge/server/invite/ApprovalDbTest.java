package io.drawbridge.server.invite;

import static io.drawbridge.server.invite.InvitationSteps.code;
import static io.drawbridge.server.invite.InvitationSteps.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.command.ExternalCommand;
import io.drawbridge.protocol.command.GroupCommand;
import io.drawbridge.protocol.command.InvitationCommand;
import io.drawbridge.protocol.command.JoinCommand;
import io.drawbridge.protocol.command.PolicyCommand;
import io.drawbridge.protocol.command.ThreadCommand;
import io.drawbridge.protocol.conversation.ConversationRole;
import io.drawbridge.protocol.conversation.InvitationState;
import io.drawbridge.protocol.conversation.InvitationView;
import io.drawbridge.protocol.conversation.Visibility;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.InvitationId;
import io.drawbridge.protocol.id.JoinRequestId;
import io.drawbridge.protocol.join.JoinOutcome;
import io.drawbridge.protocol.people.ExternalSelection;
import io.drawbridge.protocol.people.WorkspaceRole;
import io.drawbridge.protocol.policy.ExternalApproval;
import io.drawbridge.protocol.policy.ExternalJoin;
import io.drawbridge.protocol.policy.PolicyKey;
import io.drawbridge.protocol.text.Secret;
import io.drawbridge.server.Setting;
import io.drawbridge.server.TestHouse;
import io.drawbridge.server.access.Caller;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Approval of invitations (G-26): who approves, what ends what waits, and what nobody learns. */
final class ApprovalDbTest {
  @AutoClose private static final TestHouse HOUSE = new TestHouse();
  private static final InvitationSteps STEPS = new InvitationSteps(HOUSE);
  private static int number;

  private final TestHouse.Home home = HOUSE.workspace("North" + ++number);
  private final String email = "guest" + number + "@else.example";
  private final Caller mia = HOUSE.member(home, "mia" + number + "@north.example");
  private final ConversationId group = STEPS.group(home, mia);

  ApprovalDbTest() {
    approvedBy(ExternalApproval.ADMINS);
  }

  private void approvedBy(ExternalApproval value) {
    HOUSE.tell(
        home.owner(),
        Setting.of(home.workspace(), Setting.value(PolicyKey.EXTERNAL_APPROVAL, value)));
  }

  private InvitationId waiting(ConversationId where) {
    return STEPS.invite(mia, where, email).invitation().orElseThrow();
  }

  private List<InvitationView> listed(Caller by) {
    return HOUSE.tell(by, new InvitationCommand.ListAwaiting(home.workspace())).invitations();
  }

  private void approve(Caller by, InvitationId invitation) {
    HOUSE.tell(by, new InvitationCommand.Approve(HOUSE.clientId(), invitation));
  }

  private ErrorCode refused(Caller by, InvitationId invitation) {
    ErrorCode code =
        code(() -> HOUSE.tell(by, new InvitationCommand.Approve(HOUSE.clientId(), invitation)));
    assertThat(
            code(() ->
                HOUSE.tell(
                    by,
                    new InvitationCommand.Deny(HOUSE.clientId(), invitation, Optional.empty()))))
        .isEqualTo(code);
    return code;
  }

  private InvitationState state(InvitationId invitation) {
    return STEPS.invitations(home.owner(), Optional.of(group)).stream()
        .filter(view -> view.invitation().equals(invitation))
        .map(InvitationView::state)
        .findFirst()
        .orElseThrow();
  }

  private Caller admin() {
    Caller admin = HOUSE.member(home, "admin" + HOUSE.clientId() + "@north.example");
    HOUSE.seat(home.workspace(), admin, WorkspaceRole.ADMIN);
    return admin;
  }

  @Test
  void ofManyAnswersAtOnceExactlyOneCounts() throws Exception {
    for (int round = 0; round < 3; round++) {
      InvitationId invitation =
          STEPS
              .invite(mia, group, "race%d-%d@else.example".formatted(number, round))
              .invitation()
              .orElseThrow();
      List<Future<Optional<ErrorCode>>> answers = new ArrayList<>();
      try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < 10; i++) {
          boolean yes = i % 2 == 0;
          answers.add(
              pool.submit(() ->
                  outcome(() ->
                      yes
                          ? HOUSE.tell(
                              home.owner(),
                              new InvitationCommand.Approve(HOUSE.clientId(), invitation))
                          : HOUSE.tell(
                              home.owner(),
                              new InvitationCommand.Deny(
                                  HOUSE.clientId(), invitation, Optional.empty())))));
        }
      }
      List<Optional<ErrorCode>> codes = new ArrayList<>();
      for (Future<Optional<ErrorCode>> answer : answers) {
        codes.add(answer.get());
      }
      assertThat(codes.stream().filter(Optional::isEmpty)).hasSize(1);
      assertThat(codes.stream().flatMap(Optional::stream)).containsOnly(ErrorCode.CONFLICT);
      boolean approved = codes.indexOf(Optional.<ErrorCode>empty()) % 2 == 0;
      assertThat(STEPS.mails("race%d-%d@else.example".formatted(number, round)))
          .isEqualTo(approved ? 1 : 0);
    }
  }

  /** Leaks: strangers, externals, other workspaces' admins, plain members, and the addressee. */
  @Test
  void nobodyElseApprovesOrLearnsOfWhatWaits() {
    Caller gus = HOUSE.person(email);
    Caller ext = HOUSE.person("ext" + number + "@else.example");
    STEPS.add(home.owner(), group, HOUSE.member(home, "ben" + number + "@n.example").account());
    InvitationId own =
        STEPS
            .invite(home.owner(), group, "ext" + number + "@else.example")
            .invitation()
            .orElseThrow();
    HOUSE.tell(ext, new InvitationCommand.Accept(HOUSE.clientId(), own));
    TestHouse.Home south = HOUSE.workspace("South");
    InvitationId invitation = waiting(group);

    assertThat(refused(mia, invitation)).isEqualTo(ErrorCode.NOT_ALLOWED);
    assertThat(refused(ext, invitation)).isEqualTo(ErrorCode.NOT_ALLOWED);
    assertThat(refused(south.owner(), invitation)).isEqualTo(ErrorCode.NOT_FOUND);
    assertThat(refused(gus, invitation)).isEqualTo(ErrorCode.NOT_FOUND);
    assertThat(refused(south.owner(), new InvitationId(4711))).isEqualTo(ErrorCode.NOT_FOUND);
    assertThat(listed(mia)).isEmpty();
    assertThat(code(() -> listed(south.owner()))).isEqualTo(ErrorCode.NOT_FOUND);
    assertThat(code(() -> listed(ext))).isEqualTo(ErrorCode.NOT_FOUND);
    assertThat(STEPS.invitations(gus, Optional.empty())).isEmpty();
    assertThat(
            code(() -> HOUSE.tell(gus, new InvitationCommand.Accept(HOUSE.clientId(), invitation))))
        .isEqualTo(ErrorCode.LINK_SPENT);
    assertThat(STEPS.mails(email)).isZero();
    assertThat(STEPS.invitations(ext, Optional.empty())).isEmpty();
  }

  /** 7.3: an admin approves what they cannot read, and no name comes with it. */
  @Test
  void adminOutsideApprovesWithoutLearningTheName() {
    ConversationId secret = STEPS.secretGroup(home);
    STEPS.add(home.owner(), secret, mia.account());
    HOUSE.tell(
        home.owner(),
        new GroupCommand.SetRole(HOUSE.clientId(), secret, mia.account(), ConversationRole.ADMIN));
    InvitationId invitation = waiting(secret);
    Caller admin = admin();
    assertThat(listed(admin).getFirst().title()).isEmpty();
    assertThat(listed(home.owner()).getFirst().title()).contains("Sealed");
    approve(admin, invitation);
    assertThat(STEPS.wouldBeMailed(invitation)).isTrue();
    assertThat(STEPS.sees(admin, secret)).isFalse();
  }

  /** A thread's managers approve only where they manage each of its groups. */
  @Test
  void managersApproveWhereItIsLeftToThem() {
    approvedBy(ExternalApproval.CONVERSATION_ADMINS);
    Caller ben = HOUSE.member(home, "ben" + number + "@north.example");
    ConversationId own =
        HOUSE
            .tell(
                ben,
                new GroupCommand.Create(
                    HOUSE.clientId(),
                    home.workspace(),
                    "Own" + number,
                    Visibility.OPEN,
                    List.of(mia.account())))
            .conversation()
            .id();
    InvitationId invitation = waiting(own);
    assertThat(listed(ben)).extracting(InvitationView::invitation).containsExactly(invitation);
    assertThat(listed(ben).getFirst().title()).contains("Own" + number);
    assertThat(listed(mia)).isEmpty();
    approve(ben, invitation);
    assertThat(STEPS.wouldBeMailed(invitation)).isTrue();

    ConversationId thread =
        HOUSE
            .tell(
                ben,
                new ThreadCommand.Create(
                    HOUSE.clientId(),
                    Optional.of(home.workspace()),
                    "Both",
                    List.of(mia.account()),
                    Arrays.asList(own, joined(ben)),
                    Optional.empty()))
            .conversation()
            .id();
    InvitationId both = waiting(thread);
    assertThat(refused(ben, both)).isEqualTo(ErrorCode.NOT_ALLOWED);
    assertThat(listed(ben)).isEmpty();
    approve(home.owner(), both);
  }

  private ConversationId joined(Caller by) {
    HOUSE.tell(by, new GroupCommand.Join(HOUSE.clientId(), group));
    return group;
  }

  /** What waits is worth what its inviter may do, and lasts as long as other invitations. */
  @Test
  void whatWaitsDiesWithItsGround() {
    InvitationId invitation = waiting(group);
    STEPS.remove(home.owner(), group, Optional.of(mia.account()), Optional.empty());
    assertThat(state(invitation)).isEqualTo(InvitationState.DEAD);
    assertThat(refused(home.owner(), invitation)).isEqualTo(ErrorCode.CONFLICT);
    assertThat(listed(home.owner())).isEmpty();
    STEPS.add(home.owner(), group, mia.account());
    assertThat(state(invitation)).isEqualTo(InvitationState.AWAITING_APPROVAL);

    HOUSE.db.execute(
        "update invitation set expires_at = clock_timestamp() - interval '1 s' where id = ?",
        invitation.value());
    assertThat(state(invitation)).isEqualTo(InvitationState.EXPIRED);
    assertThat(refused(home.owner(), invitation)).isEqualTo(ErrorCode.CONFLICT);
    HOUSE.tell(mia, new InvitationCommand.Resend(HOUSE.clientId(), invitation));
    assertThat(state(invitation)).isEqualTo(InvitationState.AWAITING_APPROVAL);
    assertThat(STEPS.mails(email)).isZero();
    STEPS.remove(mia, group, Optional.empty(), Optional.of(invitation));
    assertThat(refused(home.owner(), invitation)).isEqualTo(ErrorCode.CONFLICT);
  }

  /** Leak 117: who is removed takes what waits of them along. */
  @Test
  void removedPersonsAdditionWaitsNoMore() {
    Caller gus = HOUSE.person(email);
    InvitationId first = STEPS.invite(home.owner(), group, email).invitation().orElseThrow();
    HOUSE.tell(gus, new InvitationCommand.Accept(HOUSE.clientId(), first));
    ConversationId thread = STEPS.thread(home, "Second");
    STEPS.add(home.owner(), thread, mia.account());
    InvitationId byName = STEPS.add(mia, thread, gus.account()).invitation().orElseThrow();
    HOUSE.tell(
        home.owner(),
        new ExternalCommand.End(
            HOUSE.clientId(),
            home.workspace(),
            new ExternalSelection.OfPerson(gus.account()),
            Optional.empty()));
    assertThat(refused(home.owner(), byName)).isEqualTo(ErrorCode.CONFLICT);
    assertThat(STEPS.sees(gus, thread)).isFalse();
  }

  /** What was out before is good; what has to be made again takes the approval of then. */
  @Test
  void resendingWhatExpiredBeforeThePolicyTakesApproval() {
    approvedBy(ExternalApproval.OFF);
    InvitationId invitation = waiting(group);
    approvedBy(ExternalApproval.ADMINS);
    assertThat(state(invitation)).isEqualTo(InvitationState.PENDING);
    HOUSE.db.execute(
        "update invitation set expires_at = clock_timestamp() - interval '1 s' where id = ?",
        invitation.value());
    HOUSE.tell(mia, new InvitationCommand.Resend(HOUSE.clientId(), invitation));
    assertThat(state(invitation)).isEqualTo(InvitationState.AWAITING_APPROVAL);
    assertThat(refused(mia, invitation)).isEqualTo(ErrorCode.NOT_ALLOWED);
  }

  /** A workspace's approval is not passed by a join link, nor by who manages a conversation. */
  @Test
  void joinLinksDoNotPassThoseWhoApprove() {
    HOUSE.tell(
        home.owner(),
        Setting.of(home.workspace(), Setting.value(PolicyKey.EXTERNAL_JOIN, ExternalJoin.LINK)));
    HOUSE.tell(
        home.owner(),
        new GroupCommand.SetRole(HOUSE.clientId(), group, mia.account(), ConversationRole.ADMIN));
    Secret token = link(mia);
    Caller gus = HOUSE.person(email);
    JoinCommand.Apply apply = new JoinCommand.Apply(HOUSE.clientId(), token, Optional.empty());
    assertThat(HOUSE.tell(gus, apply).outcome()).isEqualTo(JoinOutcome.PENDING);
    JoinRequestId asked =
        HOUSE
            .tell(home.owner(), new JoinCommand.ListRequests(group))
            .requests()
            .getFirst()
            .request();
    assertThat(code(() -> HOUSE.tell(mia, new JoinCommand.Approve(HOUSE.clientId(), asked))))
        .isEqualTo(ErrorCode.NOT_ALLOWED);
    HOUSE.tell(home.owner(), new JoinCommand.Approve(HOUSE.clientId(), asked));
    assertThat(STEPS.sees(gus, group)).isTrue();
  }

  private Secret link(Caller by) {
    return HOUSE
        .tell(
            by,
            new JoinCommand.CreateLink(
                HOUSE.clientId(),
                group,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()))
        .token();
  }

  /** G-23: what waits takes the place of an external, and there is an end to what may wait. */
  @Test
  void whatWaitsCountsAndIsBounded() {
    HOUSE.tell(
        home.owner(),
        Setting.of(home.workspace(), Setting.values(Map.of(PolicyKey.QUOTA_EXTERNAL_MAX, 1))));
    waiting(group);
    assertThat(code(() -> STEPS.invite(mia, group, "more" + email)))
        .isEqualTo(ErrorCode.LIMIT_REACHED);
    HOUSE.tell(home.owner(), Setting.back(home.workspace(), PolicyKey.QUOTA_EXTERNAL_MAX));
    HOUSE.db.execute(
        """
        insert into invitation (id, domain, conversation, email, inviter, role, at_epoch, opens_epoch,
            opens_pos, expires_at, waits)
        select i.id + n, i.domain, i.conversation, n || i.email, i.inviter, i.role, i.at_epoch,
          i.opens_epoch, i.opens_pos, i.expires_at, true
        from invitation i cross join generate_series(1, ?) n where i.email = ?
        """,
        Limits.INVITATIONS_AWAITING_PER_INVITER_MAX - 1,
        email);
    assertThat(code(() -> STEPS.invite(mia, group, "again" + email)))
        .isEqualTo(ErrorCode.LIMIT_REACHED);
  }

  /** HCL-5: whom the workspace names brings in as admins do. */
  @Test
  void namedInviterWaitsForNobody() {
    HOUSE.tell(
        home.owner(),
        new PolicyCommand.SetInviter(HOUSE.clientId(), home.workspace(), mia.account(), true));
    assertThat(STEPS.wouldBeMailed(waiting(group))).isTrue();
  }
}
