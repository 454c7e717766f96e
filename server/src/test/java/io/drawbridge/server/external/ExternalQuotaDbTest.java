package io.drawbridge.server.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.DmCommand;
import io.drawbridge.protocol.command.ExternalCommand;
import io.drawbridge.protocol.command.GroupCommand;
import io.drawbridge.protocol.command.InvitationCommand;
import io.drawbridge.protocol.command.MemberCommand;
import io.drawbridge.protocol.command.ThreadCommand;
import io.drawbridge.protocol.command.WorkspaceCommand;
import io.drawbridge.protocol.conversation.Visibility;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.InvitationId;
import io.drawbridge.protocol.people.AddedRow;
import io.drawbridge.protocol.people.AddedState;
import io.drawbridge.protocol.people.Addressee;
import io.drawbridge.protocol.people.ExternalCounts;
import io.drawbridge.protocol.people.ExternalSelection;
import io.drawbridge.protocol.people.QuotaState;
import io.drawbridge.protocol.people.WorkspaceRole;
import io.drawbridge.protocol.policy.BulkInviteMinRole;
import io.drawbridge.protocol.policy.PolicyKey;
import io.drawbridge.protocol.policy.PolicyValues;
import io.drawbridge.server.Adding;
import io.drawbridge.server.Setting;
import io.drawbridge.server.TestHouse;
import io.drawbridge.server.TestSteps;
import io.drawbridge.server.Together;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.failure.Failure;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Every way in asks the quotas of externals, and the last place is given once (G-23, D11). */
final class ExternalQuotaDbTest {
  @AutoClose private static final TestHouse HOUSE = new TestHouse();

  /** The limit of a day in this house. */
  private static final int MAILS_TO_AN_ADDRESS = 10;

  private final TestHouse.Home home = HOUSE.workspace("Home" + TestSteps.clientId());
  private final Caller owner = home.owner();
  private final Caller member = HOUSE.member(home, id() + "@home.example");
  private final String address = id() + "@other.example";
  private final Caller guest = HOUSE.person(address);
  private final ConversationId meeting = thread(List.of(member.account()));

  /** TS-9: who is in one conversation comes into no second one, by whatever door. */
  @Test
  void everyDoorIntoASecondConversationAsksTheQuotaOfSeveral() {
    accept(guest, invited(meeting, address));
    ConversationId group = group();
    ConversationId sharing = thread(List.of());
    set(PolicyKey.QUOTA_MULTI_MAX, 0);
    List<Runnable> doors =
        List.of(
            () -> HOUSE.tell(owner, Adding.person(group, guest.account()).command()),
            () -> HOUSE.tell(owner, Adding.email(group, address).command()),
            () -> group(guest.account()),
            () -> thread(List.of(guest.account())),
            () -> dm(List.of(guest.account()), Optional.empty()),
            () -> dm(List.of(), Optional.of(address)));
    for (int i = 0; i < doors.size(); i++) {
      Failure refusal = catchThrowableOfType(Failure.class, doors.get(i)::run);
      assertThat(refusal).as("door %d", i).isNotNull();
      assertThat(refusal.code()).as("door %d", i).isEqualTo(ErrorCode.LIMIT_REACHED);
      assertThat(refusal.text()).contains("of several conversations: 0 (limit: 0)");
    }
    assertThat(counts().single().used()).isEqualTo(1);
    assertThat(counts().multi().used()).isZero();

    // What a group leads to counts with the group, and members are no externals.
    HOUSE.tell(owner, Adding.group(meeting, group).command());
    HOUSE.tell(owner, Adding.person(sharing, member.account()).command());
    set(PolicyKey.QUOTA_MULTI_MAX, 1);
    HOUSE.tell(owner, Adding.person(group, guest.account()).command());
    assertThat(counts().single().used()).isZero();
    assertThat(counts().multi().state()).isEqualTo(QuotaState.REACHED);
  }

  /** The quota of one conversation holds for who is new, as does that of all. */
  @Test
  void newcomersNeedAPlaceAndLeavingGivesItBack() {
    InvitationId first = invited(meeting, address);
    for (PolicyKey key : List.of(PolicyKey.QUOTA_SINGLE_MAX, PolicyKey.QUOTA_EXTERNAL_MAX)) {
      set(key, 1);
      assertThat(refusal(() -> invited(meeting, id() + "@other.example")))
          .as("%s", key)
          .isEqualTo(ErrorCode.LIMIT_REACHED);
      // Who is invited already is not new, and neither is a member.
      assertThat(invited(meeting, address)).isEqualTo(first);
      HOUSE.tell(owner, Setting.back(home.workspace(), key));
    }
    set(PolicyKey.QUOTA_EXTERNAL_MAX, 1);
    accept(guest, first);
    assertThat(counts().all().used()).isEqualTo(1);
    Caller newcomer = HOUSE.person(id() + "@home.example");
    HOUSE.seat(home.workspace(), newcomer, WorkspaceRole.MEMBER);
    group(newcomer.account());

    remove(Optional.of(guest.account()), Optional.empty());
    assertThat(counts().all().used()).isZero();
    InvitationId next = invited(meeting, id() + "@other.example");
    remove(Optional.empty(), Optional.of(next));
    invited(meeting, id() + "@other.example");
  }

  /** A promise is kept: who was invited before there was no room comes in. */
  @Test
  void acceptanceTakesThePlaceOfItsInvitation() {
    InvitationId invitation = invited(meeting, address);
    InvitationId second = invited(group(), address);
    set(PolicyKey.QUOTA_MULTI_MAX, 0);
    assertThat(counts().multi().state()).isEqualTo(QuotaState.EXCEEDED);
    accept(guest, invitation);
    accept(guest, second);
    assertThat(counts().multi().used()).isEqualTo(1);
    assertThat(counts().single().used()).isZero();
  }

  /** What is over takes no place, and needs one to be renewed. */
  @Test
  void renewedInvitationNeedsAPlace() {
    InvitationId over = invited(meeting, address);
    InvitationId dated = invited(meeting, id() + "@dated.example");
    set(PolicyKey.QUOTA_EXTERNAL_MAX, 2);
    ends("expires_at", over);
    ends("until", dated);
    assertThat(counts().all().used()).isZero();
    invited(meeting, id() + "@other.example");
    invited(meeting, id() + "@other.example");
    assertThat(refusal(() -> HOUSE.tell(owner, new InvitationCommand.Resend(id(), over))))
        .isEqualTo(ErrorCode.LIMIT_REACHED);
    ExternalCommand.SetUntil later =
        new ExternalCommand.SetUntil(
            id(),
            home.workspace(),
            new ExternalSelection.OfMailDomain("dated.example"),
            Optional.of(HOUSE.db.clock().now().plus(Duration.ofDays(5))),
            Optional.empty(),
            Optional.empty());
    assertThat(refusal(() -> HOUSE.tell(owner, later))).isEqualTo(ErrorCode.LIMIT_REACHED);
    assertThat(counts().all().used()).isEqualTo(2);
    HOUSE.tell(owner, Setting.back(home.workspace(), PolicyKey.QUOTA_EXTERNAL_MAX));
    HOUSE.tell(owner, new InvitationCommand.Resend(id(), over));
    assertThat(counts().all().used()).isEqualTo(3);
  }

  private static void ends(String column, InvitationId invitation) {
    HOUSE.db.execute(
        "update invitation set " + column + " = clock_timestamp() - interval '1 s' where id = ?",
        invitation.value());
  }

  /** A suspended external keeps the place, so that lifting the suspension never fails. */
  @Test
  void suspensionKeepsThePlace() {
    accept(guest, invited(meeting, address));
    set(PolicyKey.QUOTA_EXTERNAL_MAX, 1);
    HOUSE.tell(
        owner,
        new WorkspaceCommand.Suspend(id(), home.workspace(), guest.account(), Optional.empty()));
    assertThat(counts().all().used()).isEqualTo(1);
    assertThat(refusal(() -> invited(meeting, id() + "@other.example")))
        .isEqualTo(ErrorCode.LIMIT_REACHED);
    HOUSE.tell(owner, new WorkspaceCommand.Unsuspend(id(), home.workspace(), guest.account()));
    assertThat(counts().all().used()).isEqualTo(1);
  }

  /** TS-7: as many externals of one conversation as members. */
  @Test
  void quotaForEachMemberFollowsTheirNumber() {
    set(PolicyKey.QUOTA_SINGLE_PER_MEMBER, 1);
    invited(meeting, id() + "@other.example");
    invited(meeting, id() + "@other.example");
    assertThat(refusal(() -> invited(meeting, id() + "@other.example")))
        .isEqualTo(ErrorCode.LIMIT_REACHED);
    HOUSE.member(home, id() + "@home.example");
    invited(meeting, id() + "@other.example");
    assertThat(counts().members()).isEqualTo(3);
  }

  /** Several in one change are counted together, and all are refused together. */
  @Test
  void conversationWithTooManyIsNotMade() {
    accept(guest, invited(meeting, address));
    String otherAddress = id() + "@other.example";
    Caller other = HOUSE.person(otherAddress);
    accept(other, invited(meeting, otherAddress));
    set(PolicyKey.QUOTA_MULTI_MAX, 1);
    assertThat(refusal(() -> group(guest.account(), other.account())))
        .isEqualTo(ErrorCode.LIMIT_REACHED);
    assertThat(counts().multi().used()).isZero();
    group(guest.account());
    assertThat(counts().multi().used()).isEqualTo(1);
  }

  /** The members' DMs with externals are grants; what an external opens for a meeting is none. */
  @Test
  void directMessageThatEndsWithItsConversationTakesNoPlace() {
    accept(guest, invited(meeting, address));
    set(PolicyKey.QUOTA_MULTI_MAX, 0);
    HOUSE.tell(
        guest,
        new DmCommand.Open(id(), Optional.empty(), List.of(member.account()), Optional.empty()));
    assertThat(counts().single().used()).isEqualTo(1);
  }

  /** HCL-9: each row of a list asks for itself, in its order, and the rest of the list stands. */
  @Test
  void listFillsThePlacesThatAreLeft() {
    ConversationId group = group();
    String open = id() + "@other.example";
    String first = id() + "@other.example";
    invited(group, address);
    invited(meeting, open);
    set(PolicyKey.QUOTA_EXTERNAL_MAX, 4);
    List<AddedRow> added =
        listed(
            owner,
            meeting,
            List.of(open, address, first, id() + "@other.example", id() + "@other.example", first));
    assertThat(added)
        .extracting(AddedRow::state)
        .containsExactly(
            AddedState.ALREADY_INVITED,
            AddedState.INVITED,
            AddedState.INVITED,
            AddedState.INVITED,
            AddedState.REFUSED,
            AddedState.DUPLICATE);
    assertThat(added.get(4).code()).contains(ErrorCode.LIMIT_REACHED);
    assertThat(added.get(4).reason()).contains("externals of the workspace: 4 (limit: 4)");
    assertThat(counts().multi().used()).isEqualTo(1);
    assertThat(counts().all().used()).isEqualTo(4);

    // Who comes into a second conversation leaves a place of the other class to those after them.
    HOUSE.tell(owner, Setting.back(home.workspace(), PolicyKey.QUOTA_EXTERNAL_MAX));
    set(PolicyKey.QUOTA_SINGLE_MAX, 3);
    set(PolicyKey.QUOTA_MULTI_MAX, 2);
    assertThat(
            listed(
                owner,
                group,
                List.of(id() + "@other.example", open, id() + "@other.example", first)))
        .extracting(AddedRow::state)
        .containsExactly(
            AddedState.REFUSED, AddedState.INVITED, AddedState.INVITED, AddedState.REFUSED);
    assertThat(counts().single().used()).isEqualTo(3);
    assertThat(counts().multi().used()).isEqualTo(2);
  }

  /**
   * Nor does an address take a place that is not mailed; how many there are, members do not read.
   */
  @Test
  void rowThatIsNotMailedTakesNoPlace() {
    String spent = id() + "@other.example";
    InvitationId invitation = invited(meeting, spent);
    for (int mails = 1; mails < MAILS_TO_AN_ADDRESS; mails++) {
      invited(meeting, spent);
    }
    remove(Optional.empty(), Optional.of(invitation));
    set(PolicyKey.QUOTA_EXTERNAL_MAX, 1);
    HOUSE.tell(
        owner,
        Setting.of(
            home.workspace(),
            PolicyValues.NONE.parsed(
                PolicyKey.BULK_INVITE_MIN_ROLE, BulkInviteMinRole.MEMBER.wire())));
    List<AddedRow> added =
        listed(member, meeting, List.of(spent, id() + "@other.example", id() + "@other.example"));
    assertThat(added)
        .extracting(AddedRow::state)
        .containsExactly(AddedState.REFUSED, AddedState.INVITED, AddedState.REFUSED);
    assertThat(added.getFirst().reason().orElseThrow()).contains("limit.invitations_per_address");
    assertThat(added.getLast().reason().orElseThrow()).startsWith("externals: no room is left");
    assertThat(counts().all().used()).isEqualTo(1);
  }

  private static List<AddedRow> listed(
      Caller by, ConversationId conversation, List<String> emails) {
    return HOUSE
        .tell(
            by,
            new MemberCommand.AddMany(
                id(),
                conversation,
                emails.stream()
                    .map(email -> new Addressee(email, Optional.empty(), Optional.empty()))
                    .toList(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()))
        .rows();
  }

  /** Fifty additions for the one free place: one gets it. */
  @Test
  void lastPlaceIsGivenOnce() throws Exception {
    set(PolicyKey.QUOTA_SINGLE_MAX, 1);
    List<Optional<ErrorCode>> answers =
        Together.parallel(50, () -> attempt(() -> invited(meeting, id() + "@other.example")));
    assertThat(answers).filteredOn(Optional::isEmpty).hasSize(1);
    assertThat(answers.stream().flatMap(Optional::stream).distinct())
        .containsExactly(ErrorCode.LIMIT_REACHED);
    assertThat(counts().single().used()).isEqualTo(1);
  }

  private ExternalCounts counts() {
    return HOUSE.tell(owner, new ExternalCommand.Count(home.workspace())).counts();
  }

  private void set(PolicyKey key, int value) {
    HOUSE.tell(owner, Setting.of(home.workspace(), PolicyValues.NONE.number(key, value)));
  }

  private InvitationId invited(ConversationId conversation, String email) {
    return HOUSE
        .tell(owner, Adding.email(conversation, email).command())
        .invitation()
        .orElseThrow();
  }

  private void remove(Optional<AccountId> person, Optional<InvitationId> invitation) {
    HOUSE.tell(
        owner,
        new MemberCommand.Remove(
            id(), meeting, person, Optional.empty(), invitation, false, Optional.empty()));
  }

  private static void accept(Caller by, InvitationId invitation) {
    HOUSE.tell(by, new InvitationCommand.Accept(id(), invitation));
  }

  private ConversationId group(AccountId... people) {
    return HOUSE
        .tell(
            owner,
            new GroupCommand.Create(
                id(), home.workspace(), "G", Visibility.OPEN, Arrays.asList(people)))
        .conversation()
        .id();
  }

  private ConversationId thread(List<AccountId> people) {
    return HOUSE
        .tell(
            owner,
            new ThreadCommand.Create(
                id(), Optional.of(home.workspace()), "T", people, List.of(), Optional.empty()))
        .conversation()
        .id();
  }

  private void dm(List<AccountId> people, Optional<String> email) {
    HOUSE.tell(owner, new DmCommand.Open(id(), Optional.of(home.workspace()), people, email));
  }

  private static Optional<ErrorCode> attempt(Runnable work) {
    try {
      work.run();
      return Optional.empty();
    } catch (Failure refused) {
      return Optional.of(refused.code());
    }
  }

  private static ErrorCode refusal(Runnable work) {
    return attempt(work).orElseThrow();
  }

  private static String id() {
    return TestSteps.clientId();
  }
}
