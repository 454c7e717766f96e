package io.drawbridge.server.invite;

import static io.drawbridge.server.invite.InvitationSteps.code;
import static io.drawbridge.server.invite.InvitationSteps.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.ExternalCommand;
import io.drawbridge.protocol.command.InvitationCommand;
import io.drawbridge.protocol.command.JoinCommand;
import io.drawbridge.protocol.command.SeatCommand;
import io.drawbridge.protocol.conversation.InvitationState;
import io.drawbridge.protocol.conversation.InvitationView;
import io.drawbridge.protocol.conversation.RosterEntry;
import io.drawbridge.protocol.conversation.RosterState;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.InvitationId;
import io.drawbridge.protocol.id.JoinRequestId;
import io.drawbridge.protocol.people.ExternalSelection;
import io.drawbridge.protocol.policy.ExternalApproval;
import io.drawbridge.protocol.policy.ExternalInvite;
import io.drawbridge.protocol.policy.PolicyKey;
import io.drawbridge.protocol.policy.PolicyValues;
import io.drawbridge.protocol.text.Secret;
import io.drawbridge.server.Setting;
import io.drawbridge.server.TestHouse;
import io.drawbridge.server.access.Caller;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Invitations by name (D3): what they are worth, what ends them, and who is not asked again. */
final class AcceptanceDbTest {
  @AutoClose private static final TestHouse HOUSE = new TestHouse();
  private static final InvitationSteps STEPS = new InvitationSteps(HOUSE);
  private static int number;

  private final TestHouse.Home home = HOUSE.workspace("Asks" + ++number);
  private final String email = "asked" + number + "@else.example";
  private final Caller mia = HOUSE.member(home, "mia" + number + "@asks.example");
  private final ConversationId group = STEPS.group(home, mia);
  private final Caller gus = HOUSE.person(email);
  private final ConversationId thread = STEPS.thread(home, "Second");

  AcceptanceDbTest() {
    InvitationId first = STEPS.invite(mia, group, email).invitation().orElseThrow();
    accept(first);
    STEPS.add(home.owner(), thread, mia.account());
    asks(true);
  }

  private void asks(boolean value) {
    set(Setting.value(PolicyKey.REQUIRE_ACCEPTANCE, value));
  }

  private void set(PolicyValues values) {
    HOUSE.tell(home.owner(), Setting.of(home.workspace(), values));
  }

  private InvitationId asked(Caller by) {
    var added = STEPS.add(by, thread, gus.account());
    assertThat(added.state()).isEqualTo(RosterState.INVITED);
    return added.invitation().orElseThrow();
  }

  private void accept(InvitationId invitation) {
    HOUSE.tell(gus, new InvitationCommand.Accept(HOUSE.clientId(), invitation));
  }

  private ErrorCode refusedAccept(InvitationId invitation) {
    return code(() -> HOUSE.tell(gus, new InvitationCommand.Accept(HOUSE.clientId(), invitation)));
  }

  private List<InvitationId> listed() {
    return STEPS.invitations(gus, Optional.empty()).stream()
        .map(InvitationView::invitation)
        .toList();
  }

  private InvitationState state(InvitationId invitation) {
    return STEPS.invitations(home.owner(), Optional.of(thread)).stream()
        .filter(view -> view.invitation().equals(invitation))
        .map(InvitationView::state)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void ofFiftyAcceptancesAtOnceOneCounts() throws Exception {
    InvitationId invitation = asked(mia);
    List<Future<Optional<ErrorCode>>> answers = new ArrayList<>();
    try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 50; i++) {
        answers.add(
            pool.submit(() ->
                outcome(() ->
                    HOUSE.tell(gus, new InvitationCommand.Accept(HOUSE.clientId(), invitation)))));
      }
    }
    List<Optional<ErrorCode>> codes = new ArrayList<>();
    for (Future<Optional<ErrorCode>> answer : answers) {
      codes.add(answer.get());
    }
    assertThat(codes.stream().filter(Optional::isEmpty)).hasSize(1);
    assertThat(codes.stream().flatMap(Optional::stream)).containsOnly(ErrorCode.LINK_SPENT);
    assertThat(STEPS.sees(gus, thread)).isTrue();
  }

  /** It is worth what its inviter may do, and lasts as long as other invitations. */
  @Test
  void diesWithItsInvitersRightAndExpires() {
    InvitationId invitation = asked(mia);
    set(Setting.invite(ExternalInvite.ADMINS));
    assertThat(state(invitation)).isEqualTo(InvitationState.DEAD);
    assertThat(listed()).isEmpty();
    assertThat(refusedAccept(invitation)).isEqualTo(ErrorCode.LINK_SPENT);
    set(Setting.invite(ExternalInvite.MEMBERS));
    assertThat(listed()).containsExactly(invitation);
    HOUSE.db.execute(
        "update invitation set expires_at = clock_timestamp() - interval '1 s' where id = ?",
        invitation.value());
    assertThat(state(invitation)).isEqualTo(InvitationState.EXPIRED);
    assertThat(refusedAccept(invitation)).isEqualTo(ErrorCode.LINK_SPENT);
    assertThat(STEPS.sees(gus, thread)).isFalse();
  }

  /** Leak 117: who is removed takes what they were asked along. */
  @Test
  void endsWithThePerson() {
    InvitationId invitation = asked(mia);
    HOUSE.tell(
        home.owner(),
        new ExternalCommand.End(
            HOUSE.clientId(),
            home.workspace(),
            new ExternalSelection.OfPerson(gus.account()),
            Optional.empty()));
    assertThat(refusedAccept(invitation)).isEqualTo(ErrorCode.LINK_SPENT);
    assertThat(STEPS.sees(gus, thread)).isFalse();
  }

  /** G-26 first, and then the person: the mail leaves, and they are asked, once it is approved. */
  @Test
  void whoIsApprovedIsAskedThen() {
    set(Setting.value(PolicyKey.EXTERNAL_APPROVAL, ExternalApproval.ADMINS));
    var added = STEPS.add(mia, thread, gus.account());
    assertThat(added.state()).isEqualTo(RosterState.AWAITING_APPROVAL);
    InvitationId invitation = added.invitation().orElseThrow();
    assertThat(listed()).isEmpty();
    assertThat(refusedAccept(invitation)).isEqualTo(ErrorCode.LINK_SPENT);
    HOUSE.tell(home.owner(), new InvitationCommand.Approve(HOUSE.clientId(), invitation));
    assertThat(STEPS.sees(gus, thread)).isFalse();
    assertThat(STEPS.wouldBeMailed(invitation)).isTrue();
    assertThat(listed()).containsExactly(invitation);
    accept(invitation);
    assertThat(STEPS.sees(gus, thread)).isTrue();
  }

  /** G-23: who is asked takes a place, and keeps it by accepting. */
  @Test
  void countsFromTheAddition() {
    set(Setting.values(Map.of(PolicyKey.QUOTA_MULTI_MAX, 0)));
    assertThat(code(() -> STEPS.add(mia, thread, gus.account())))
        .isEqualTo(ErrorCode.LIMIT_REACHED);
    set(Setting.values(Map.of(PolicyKey.QUOTA_MULTI_MAX, 1)));
    InvitationId invitation = asked(mia);
    set(Setting.values(Map.of(PolicyKey.QUOTA_MULTI_MAX, 0)));
    accept(invitation);
    assertThat(STEPS.sees(gus, thread)).isTrue();
  }

  /** A conversation may ask where its workspace does not, and never the other way round. */
  @Test
  void conversationIsStricterAlone() {
    asks(false);
    HOUSE.tell(home.owner(), Setting.of(thread, Setting.value(PolicyKey.REQUIRE_ACCEPTANCE, true)));
    asked(mia);
    ConversationId open = STEPS.thread(home, "Third");
    assertThat(STEPS.add(home.owner(), open, gus.account()).state()).isEqualTo(RosterState.ACTIVE);
    asks(true);
    assertThat(
            code(() ->
                HOUSE.tell(
                    home.owner(),
                    Setting.of(open, Setting.value(PolicyKey.REQUIRE_ACCEPTANCE, false)))))
        .isEqualTo(ErrorCode.INVALID);
  }

  /** Another inviter's stays theirs; who is in has nothing left to accept. */
  @Test
  void oneInvitationOfEachPerson() {
    InvitationId invitation = asked(home.owner());
    assertThat(asked(mia)).isEqualTo(invitation);
    assertThat(asked(home.owner())).isEqualTo(invitation);
    InvitationId byAddress = STEPS.invite(home.owner(), thread, email).invitation().orElseThrow();
    assertThat(byAddress).isNotEqualTo(invitation);
    accept(byAddress);
    assertThat(listed()).isEmpty();
    assertThat(refusedAccept(invitation)).isEqualTo(ErrorCode.LINK_SPENT);
  }

  /** What was asked before the policy was taken back is over once somebody simply adds them. */
  @Test
  void plainAdditionEndsTheQuestion() {
    InvitationId invitation = asked(mia);
    asks(false);
    assertThat(STEPS.add(mia, thread, gus.account()).state()).isEqualTo(RosterState.ACTIVE);
    assertThat(listed()).isEmpty();
    assertThat(refusedAccept(invitation)).isEqualTo(ErrorCode.LINK_SPENT);
  }

  /** An application is an acceptance. */
  @Test
  void whoAppliedIsNotAskedAgain() {
    Secret token =
        HOUSE
            .tell(
                home.owner(),
                new JoinCommand.CreateLink(
                    HOUSE.clientId(),
                    thread,
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
    HOUSE.tell(gus, new JoinCommand.Apply(HOUSE.clientId(), token, Optional.empty()));
    JoinRequestId request =
        HOUSE
            .tell(home.owner(), new JoinCommand.ListRequests(thread))
            .requests()
            .getFirst()
            .request();
    HOUSE.tell(home.owner(), new JoinCommand.Approve(HOUSE.clientId(), request));
    assertThat(STEPS.sees(gus, thread)).isTrue();
  }

  /** Members are never asked, nor who is demoted and stays where they were (G-29). */
  @Test
  void memberIsNeverAsked() {
    Caller ida = HOUSE.member(home, "ida" + number + "@asks.example");
    assertThat(STEPS.add(mia, thread, ida.account()).state()).isEqualTo(RosterState.ACTIVE);
    HOUSE.tell(
        home.owner(),
        new SeatCommand.Demote(
            HOUSE.clientId(),
            home.workspace(),
            ida.account(),
            List.of(
                new SeatCommand.Keep(thread, Optional.empty(), Optional.empty(), Optional.empty())),
            Optional.empty()));
    assertThat(STEPS.roster(mia, thread))
        .filteredOn(it -> it.person().filter(p -> p.id().equals(ida.account())).isPresent())
        .extracting(RosterEntry::state)
        .containsExactly(RosterState.ACTIVE);
  }
}
