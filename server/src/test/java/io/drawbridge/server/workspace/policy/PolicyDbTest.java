package io.drawbridge.server.workspace.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.DmCommand;
import io.drawbridge.protocol.command.GroupCommand;
import io.drawbridge.protocol.command.InvitationCommand;
import io.drawbridge.protocol.command.MemberCommand;
import io.drawbridge.protocol.command.PolicyCommand;
import io.drawbridge.protocol.command.ThreadCommand;
import io.drawbridge.protocol.command.WorkspaceCommand;
import io.drawbridge.protocol.conversation.ConversationRole;
import io.drawbridge.protocol.conversation.HistoryWindow;
import io.drawbridge.protocol.conversation.Visibility;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.people.WorkspaceRole;
import io.drawbridge.protocol.policy.ExternalDm;
import io.drawbridge.protocol.policy.ExternalInvite;
import io.drawbridge.protocol.policy.PolicyKey;
import io.drawbridge.protocol.policy.PolicyOrder;
import io.drawbridge.protocol.policy.PolicyValues;
import io.drawbridge.protocol.policy.PolicyView;
import io.drawbridge.protocol.result.PolicyResult.PoliciesSet;
import io.drawbridge.server.Adding;
import io.drawbridge.server.Setting;
import io.drawbridge.server.TestHouse;
import io.drawbridge.server.TestSteps;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit;
import io.drawbridge.server.access.rules.Action;
import io.drawbridge.server.failure.Failure;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Policies of workspaces and conversations: who sets them, what is in force, who sees it (G-7). */
final class PolicyDbTest {
  @AutoClose private static final TestHouse HOUSE = new TestHouse();

  private final TestHouse.Home home = HOUSE.workspace("Home" + TestSteps.clientId());
  private final Caller owner = home.owner();
  private final Caller member = HOUSE.member(home, TestSteps.clientId() + "@home.example");
  private final Caller stranger = HOUSE.person(TestSteps.clientId() + "@other.example");

  @Test
  void workspaceThatSetNothingHasTheDefaults() {
    PolicyView view = show(member, home.workspace());
    assertThat(view.own()).contains(PolicyValues.NONE);
    assertThat(view.workspace()).contains(view.inForce());
    assertThat(view.defaults()).contains(view.inForce());
    assertThat(view.orders()).extracting(PolicyOrder::key).containsExactly(PolicyKey.values());
    assertThat(Arrays.stream(PolicyKey.values()).filter(key -> view.inForce().of(key).isEmpty()))
        .as("those without a bound")
        .containsExactly(
            PolicyKey.EXTERNAL_DAYS_MAX,
            PolicyKey.EXTERNAL_DAYS_DEFAULT,
            PolicyKey.CONFIRM_DAYS,
            PolicyKey.EXTERNAL_MAIL_DOMAINS,
            PolicyKey.EXTERNAL_MAIL_DOMAINS_REFUSED,
            PolicyKey.QUOTA_SINGLE_MAX,
            PolicyKey.QUOTA_SINGLE_SOFT,
            PolicyKey.QUOTA_SINGLE_PER_MEMBER,
            PolicyKey.QUOTA_MULTI_MAX,
            PolicyKey.QUOTA_MULTI_SOFT,
            PolicyKey.QUOTA_EXTERNAL_MAX,
            PolicyKey.QUOTA_EXTERNAL_SOFT,
            PolicyKey.AUDIT_KEEP_DAYS,
            PolicyKey.RETENTION_DAYS,
            PolicyKey.RETENTION_FILES_DAYS);
  }

  @Test
  void strictestOfWorkspaceAndConversationIsInForce() {
    ConversationId group = group(Visibility.OPEN);
    set(Setting.of(home.workspace(), Setting.invite(ExternalInvite.CONVERSATION_ADMINS)));
    assertThat(inForce(group)).isEqualTo(ExternalInvite.CONVERSATION_ADMINS);
    set(Setting.of(group, Setting.invite(ExternalInvite.OFF)));
    PolicyView view = show(member, group);
    assertThat(view.inForce().externalInvite()).contains(ExternalInvite.OFF);
    assertThat(view.own().orElseThrow().externalInvite()).contains(ExternalInvite.OFF);
    assertThat(view.workspace().orElseThrow().externalInvite())
        .contains(ExternalInvite.CONVERSATION_ADMINS);
    set(Setting.back(group, PolicyKey.EXTERNAL_INVITE));
    set(Setting.back(home.workspace(), PolicyKey.EXTERNAL_INVITE));
    assertThat(inForce(group)).isEqualTo(ExternalInvite.MEMBERS);
  }

  /** Section 7.2: a thread is as strict as its strictest group. */
  @Test
  void threadIsAsStrictAsItsGroups() {
    ConversationId open = group(Visibility.OPEN);
    ConversationId secret = group(Visibility.SECRET);
    ConversationId thread = thread(open, secret);
    assertThat(inForce(thread)).isEqualTo(ExternalInvite.CONVERSATION_ADMINS);
    set(Setting.of(open, Setting.invite(ExternalInvite.OFF)));
    assertThat(inForce(thread)).isEqualTo(ExternalInvite.OFF);
    HOUSE.tell(
        owner,
        new MemberCommand.Remove(id(), thread, none(), Optional.of(open), none(), false, none()));
    assertThat(inForce(thread)).isEqualTo(ExternalInvite.CONVERSATION_ADMINS);
  }

  /** TS-12, TS-14: its admins let the members of a private group invite. */
  @Test
  void privateGroupLetsItsMembersInvite() {
    ConversationId group = group(Visibility.PRIVATE);
    assertThat(refusal(() -> add(member, group))).isEqualTo(ErrorCode.NOT_ALLOWED);
    set(Setting.of(group, Setting.invite(ExternalInvite.MEMBERS)));
    add(member, group);
    set(Setting.of(home.workspace(), Setting.invite(ExternalInvite.ADMINS)));
    assertThat(refusal(() -> add(member, group))).isEqualTo(ErrorCode.NOT_ALLOWED);
  }

  /** G-7: the order is stated, and a conversation is never laxer than its workspace. */
  @Test
  void conversationLaxerThanItsWorkspaceIsRefused() {
    ConversationId group = group(Visibility.OPEN);
    set(Setting.of(home.workspace(), Setting.invite(ExternalInvite.ADMINS)));
    Failure refused =
        catchThrowableOfType(
            Failure.class, () -> set(Setting.of(group, Setting.invite(ExternalInvite.MEMBERS))));
    assertThat(refused.code()).isEqualTo(ErrorCode.INVALID);
    assertThat(refused)
        .hasMessage(
            "values.external_invite: members (expected: as strict as the workspace: off or"
                + " admins)");
    assertThat(show(owner, group).own()).contains(PolicyValues.NONE);
  }

  @Test
  void workspacesAreSetByTheirAdminsAndConversationsByWhoManagesThem() {
    ConversationId group = group(Visibility.OPEN);
    PolicyValues off = Setting.invite(ExternalInvite.OFF);
    assertThat(refusal(() -> HOUSE.tell(member, Setting.of(home.workspace(), off))))
        .isEqualTo(ErrorCode.NOT_ALLOWED);
    assertThat(refusal(() -> HOUSE.tell(member, Setting.of(group, off))))
        .isEqualTo(ErrorCode.NOT_ALLOWED);
    HOUSE.tell(
        owner, new GroupCommand.SetRole(id(), group, member.account(), ConversationRole.ADMIN));
    HOUSE.tell(member, Setting.of(group, off));
    ConversationId dm =
        HOUSE
            .tell(
                owner,
                new DmCommand.Open(
                    id(), Optional.of(home.workspace()), List.of(member.account()), none()))
            .conversation()
            .id();
    assertThat(refusal(() -> set(Setting.of(dm, off)))).isEqualTo(ErrorCode.NOT_ALLOWED);
  }

  /** O2: what is hidden and what does not exist are one answer, at both levels. */
  @Test
  void hiddenAndAbsentAreTheSame() {
    ConversationId secret = group(Visibility.SECRET);
    ConversationId nowhere = new ConversationId(HOUSE.db.ids().next());
    WorkspaceId noWorkspace = new WorkspaceId(HOUSE.db.ids().next());
    PolicyValues off = Setting.invite(ExternalInvite.OFF);
    List<Runnable> attempts =
        List.of(
            () -> show(stranger, secret),
            () -> show(stranger, nowhere),
            () -> show(stranger, home.workspace()),
            () -> show(stranger, noWorkspace),
            () -> HOUSE.tell(stranger, Setting.of(secret, off)),
            () -> HOUSE.tell(stranger, Setting.of(nowhere, off)),
            () -> HOUSE.tell(stranger, Setting.of(home.workspace(), off)),
            () -> HOUSE.tell(stranger, Setting.of(noWorkspace, off)));
    assertThat(attempts)
        .extracting(attempt ->
            catchThrowableOfType(Failure.class, attempt::run).code()
                + catchThrowableOfType(Failure.class, attempt::run).getMessage())
        .containsOnly(ErrorCode.NOT_FOUND + "not found");
  }

  /** An external is told what is about themselves: not who may invite, nor what is set where. */
  @Test
  void externalSeesWhatIsAboutThemAlone() {
    ConversationId group = group(Visibility.OPEN);
    bringIn(group);
    set(Setting.of(home.workspace(), Setting.invite(ExternalInvite.ADMINS)));
    PolicyView view = show(stranger, group);
    assertThat(Arrays.stream(PolicyKey.values()).filter(key -> view.inForce().of(key).isPresent()))
        .containsExactly(
            PolicyKey.EXTERNAL_MENTIONS,
            PolicyKey.EXTERNAL_DM,
            PolicyKey.DM_SURVIVES_SCOPE,
            PolicyKey.EXTERNAL_START_THREAD,
            PolicyKey.EXTERNAL_MAY_SUGGEST,
            PolicyKey.EXTERNAL_UPLOAD,
            PolicyKey.EXTERNAL_PROFILE_VIEW,
            PolicyKey.EXTERNALS_SEE_EXTERNALS,
            PolicyKey.SLASH_EXTERNALS);
    assertThat(view.orders()).hasSize(9);
    assertThat(view.own()).isEmpty();
    assertThat(view.workspace()).isEmpty();
    assertThat(view.defaults()).isEmpty();
    assertThat(refusal(() -> HOUSE.tell(stranger, Setting.of(group, PolicyValues.NONE))))
        .isEqualTo(ErrorCode.NOT_ALLOWED);
    assertThat(refusal(() -> show(stranger, home.workspace()))).isEqualTo(ErrorCode.NOT_FOUND);
  }

  /** A stricter policy is fenced, a laxer one is not; a repeated command answers the same. */
  @Test
  void stricterIsFencedAndRepeatedOnce() {
    PolicyCommand.Set stricter = Setting.of(home.workspace(), Setting.invite(ExternalInvite.OFF));
    PoliciesSet first = HOUSE.tell(owner, stricter);
    assertThat(first.receipt()).isPresent();
    set(Setting.of(home.workspace(), Setting.invite(ExternalInvite.ADMINS)));
    PoliciesSet repeated = HOUSE.tell(owner, stricter);
    assertThat(repeated.policies()).isEqualTo(first.policies());
    assertThat(show(owner, home.workspace()).inForce().externalInvite())
        .contains(ExternalInvite.ADMINS);
    assertThat(
            HOUSE
                .tell(owner, Setting.of(home.workspace(), Setting.invite(ExternalInvite.MEMBERS)))
                .receipt())
        .isEmpty();
  }

  /** A right that was given under the old policy is decided again under the lock (D1). */
  @Test
  void permitOfBeforeIsWorthNothingAfterwards() {
    ConversationId group = group(Visibility.OPEN);
    MemberCommand.Add add = Adding.email(group, id() + "@other.example").command();
    Permit before = HOUSE.access.gate().invite(member, group, Action.Invite.ADD_EXTERNAL);
    set(Setting.of(home.workspace(), Setting.invite(ExternalInvite.OFF)));
    AtomicBoolean ran = new AtomicBoolean();
    assertThat(HOUSE.delivery.changes().run(before, add, Boolean.class, tx -> ran.getAndSet(true)))
        .failsWithin(Duration.ofSeconds(10))
        .withThrowableOfType(ExecutionException.class)
        .withCauseInstanceOf(Failure.class)
        .withMessageContaining("nobody from outside");
    assertThat(ran).isFalse();
  }

  /** D16: the default of the part that somebody sees who is added, and that they see who join. */
  @Test
  void historyOnAddIsThePolicysUnlessSomebodySays() {
    ConversationId group = group(Visibility.OPEN);
    assertThat(opensEverything(group, HOUSE.member(home, id() + "@home.example"))).isTrue();
    set(Setting.of(group, Setting.value(PolicyKey.MEMBER_HISTORY_ON_ADD, HistoryWindow.fromNow())));
    assertThat(opensEverything(group, HOUSE.member(home, id() + "@home.example"))).isFalse();
    Caller joining = HOUSE.member(home, id() + "@home.example");
    HOUSE.tell(joining, new GroupCommand.Join(id(), group));
    assertThat(opens(group, joining)).isNotZero();
  }

  /** D7, D9: what externals may start. */
  @Test
  void externalsStartWhatThePolicyLetsThem() {
    ConversationId group = group(Visibility.OPEN);
    bringIn(group);
    HOUSE.tell(stranger, within(group));
    set(Setting.of(group, Setting.value(PolicyKey.EXTERNAL_START_THREAD, false)));
    assertThat(refusal(() -> HOUSE.tell(stranger, within(group)))).isEqualTo(ErrorCode.NOT_ALLOWED);
    DmCommand.Open open = new DmCommand.Open(id(), none(), List.of(owner.account()), none());
    set(
        Setting.of(
            home.workspace(), Setting.value(PolicyKey.EXTERNAL_DM, ExternalDm.MEMBERS_START_ONLY)));
    assertThat(refusal(() -> HOUSE.tell(stranger, open))).isEqualTo(ErrorCode.NOT_ALLOWED);
    set(Setting.back(home.workspace(), PolicyKey.EXTERNAL_DM));
    HOUSE.tell(stranger, open);
  }

  /** D7: such a DM ends with what it was opened for, unless the policy of that says it survives. */
  @Test
  void dmSurvivesItsScopeIfThePolicySaysSo() {
    for (boolean survives : List.of(false, true)) {
      Caller guest = HOUSE.person(id() + "@other.example");
      set(Setting.of(home.workspace(), Setting.value(PolicyKey.DM_SURVIVES_SCOPE, survives)));
      ConversationId group = group(Visibility.OPEN);
      bringIn(group, guest);
      ConversationId dm =
          HOUSE
              .tell(guest, new DmCommand.Open(id(), none(), List.of(owner.account()), none()))
              .conversation()
              .id();
      HOUSE.tell(
          owner,
          new MemberCommand.Remove(
              id(), group, Optional.of(guest.account()), none(), none(), false, none()));
      assertThat(reaches(guest, dm)).isEqualTo(survives);
    }
  }

  /** TS-10: members invite to the workspace if it lets them. */
  @Test
  void membersInviteMembersIfTheWorkspaceLetsThem() {
    assertThat(refusal(() -> inviteMember(member))).isEqualTo(ErrorCode.NOT_ALLOWED);
    set(Setting.of(home.workspace(), Setting.value(PolicyKey.MEMBER_INVITE, true)));
    inviteMember(member);
    set(Setting.back(home.workspace(), PolicyKey.MEMBER_INVITE));
    assertThat(refusal(() -> inviteMember(member))).isEqualTo(ErrorCode.NOT_ALLOWED);
  }

  private void inviteMember(Caller by) {
    HOUSE.tell(
        by,
        new WorkspaceCommand.Invite(
            id(), home.workspace(), id() + "@home.example", WorkspaceRole.MEMBER, none()));
  }

  private static boolean reaches(Caller person, ConversationId conversation) {
    return HOUSE
        .db
        .database()
        .query(handle ->
            HOUSE.access.memberships().floor(handle, conversation, person.account()).isPresent());
  }

  private boolean opensEverything(ConversationId group, Caller person) {
    HOUSE.tell(owner, Adding.person(group, person.account()).command());
    return opens(group, person) == 0;
  }

  private static long opens(ConversationId conversation, Caller person) {
    return HOUSE
        .db
        .database()
        .query(handle ->
            HOUSE
                .access
                .memberships()
                .floor(handle, conversation, person.account())
                .orElseThrow()
                .pos());
  }

  private void bringIn(ConversationId conversation) {
    bringIn(conversation, stranger);
  }

  private void bringIn(ConversationId conversation, Caller person) {
    String address =
        HOUSE
            .db
            .database()
            .query(handle ->
                handle
                    .createQuery("select email from account where id = :id")
                    .bind("id", person.account().value())
                    .mapTo(String.class)
                    .one());
    HOUSE.tell(
        person,
        new InvitationCommand.Accept(
            id(),
            HOUSE
                .tell(owner, Adding.email(conversation, address).command())
                .invitation()
                .orElseThrow()));
  }

  private static void add(Caller by, ConversationId conversation) {
    HOUSE.tell(by, Adding.email(conversation, id() + "@other.example").command());
  }

  private ThreadCommand.Create within(ConversationId group) {
    return new ThreadCommand.Create(id(), none(), "Talk", List.of(), List.of(group), none());
  }

  private ConversationId group(Visibility visibility) {
    List<AccountId> people = List.of(member.account());
    return HOUSE
        .tell(owner, new GroupCommand.Create(id(), home.workspace(), "G", visibility, people))
        .conversation()
        .id();
  }

  private ConversationId thread(ConversationId... groups) {
    return HOUSE
        .tell(
            owner,
            new ThreadCommand.Create(
                id(), Optional.of(home.workspace()), "T", List.of(), List.of(groups), none()))
        .conversation()
        .id();
  }

  private ExternalInvite inForce(ConversationId conversation) {
    return show(member, conversation).inForce().externalInvite().orElseThrow();
  }

  private PoliciesSet set(PolicyCommand.Set command) {
    return HOUSE.tell(owner, command);
  }

  private static PolicyView show(Caller reader, WorkspaceId workspace) {
    return HOUSE.tell(reader, new PolicyCommand.Show(Optional.of(workspace), none())).policies();
  }

  private static PolicyView show(Caller reader, ConversationId conversation) {
    return HOUSE.tell(reader, new PolicyCommand.Show(none(), Optional.of(conversation))).policies();
  }

  private static ErrorCode refusal(Runnable attempt) {
    return catchThrowableOfType(Failure.class, attempt::run).code();
  }

  private static String id() {
    return TestSteps.clientId();
  }

  private static <T> Optional<T> none() {
    return Optional.empty();
  }
}
