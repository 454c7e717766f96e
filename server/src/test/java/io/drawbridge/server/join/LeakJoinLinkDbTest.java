package io.drawbridge.server.join;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.command.ConversationCommand;
import io.drawbridge.protocol.command.GroupCommand;
import io.drawbridge.protocol.command.InvitationCommand;
import io.drawbridge.protocol.command.JoinCommand;
import io.drawbridge.protocol.command.MemberCommand;
import io.drawbridge.protocol.command.ThreadCommand;
import io.drawbridge.protocol.command.WorkspaceCommand;
import io.drawbridge.protocol.conversation.ConversationRole;
import io.drawbridge.protocol.conversation.Visibility;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.InvitationId;
import io.drawbridge.protocol.join.JoinLinkState;
import io.drawbridge.protocol.join.JoinLinkView;
import io.drawbridge.protocol.join.JoinOutcome;
import io.drawbridge.protocol.policy.ExternalJoin;
import io.drawbridge.protocol.policy.PolicyKey;
import io.drawbridge.protocol.result.JoinResult.JoinApplied;
import io.drawbridge.protocol.result.JoinResult.JoinLinkCreated;
import io.drawbridge.protocol.text.Secret;
import io.drawbridge.server.Adding;
import io.drawbridge.server.Setting;
import io.drawbridge.server.TestHouse;
import io.drawbridge.server.TestSteps;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.failure.Failure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Tests what a join link must never open or tell (G-6, W19). */
final class LeakJoinLinkDbTest {
  @AutoClose private static final TestHouse HOUSE = new TestHouse();

  private final TestHouse.Home home = HOUSE.workspace("Home" + TestSteps.clientId());
  private final Caller owner = home.owner();

  LeakJoinLinkDbTest() {
    HOUSE.tell(
        owner,
        Setting.of(home.workspace(), Setting.value(PolicyKey.EXTERNAL_JOIN, ExternalJoin.LINK)));
  }

  /** W19: who was taken out is answered like everybody whom a dead link is answered to. */
  @Test
  void removedPersonIsRefusedByTheSameLinkAsByADeadOne() {
    ConversationId thread = thread();
    Caller eve = outsider();
    Secret token = link(owner, Joining.into(thread).atOnce());
    Secret another = link(owner, Joining.into(thread).atOnce());
    Secret asking = link(owner, Joining.into(thread));
    assertThat(apply(eve, token).outcome()).isEqualTo(JoinOutcome.JOINED);
    remove(thread, eve);
    Failure dead = refusal(() -> apply(outsider(), new Secret("x".repeat(43))));
    assertThat(dead.code()).isEqualTo(ErrorCode.LINK_SPENT);
    for (Secret each : List.of(token, another, asking)) {
      Failure refused = refusal(() -> apply(eve, each));
      assertThat(refused.code()).isEqualTo(dead.code());
      assertThat(refused.text()).isEqualTo(dead.text());
    }
    assertThat(sees(eve, thread)).isFalse();
    HOUSE.tell(owner, Adding.email(thread, eveMail(eve)).command());
    HOUSE.tell(eve, new InvitationCommand.Accept(TestSteps.clientId(), invitation(eve)));
    assertThat(sees(eve, thread)).isTrue();
  }

  /** W19: nor does an answer to an older request bring them back. */
  @Test
  void requestOfSomebodyWhoWasTakenOutSinceIsNotApproved() {
    ConversationId thread = thread();
    Caller eve = outsider();
    JoinApplied asked = apply(eve, link(owner, Joining.into(thread)));
    HOUSE.tell(owner, Adding.email(thread, eveMail(eve)).command());
    HOUSE.tell(eve, new InvitationCommand.Accept(TestSteps.clientId(), invitation(eve)));
    remove(thread, eve);
    assertThat(refusal(() -> approve(owner, asked)).code()).isEqualTo(ErrorCode.CONFLICT);
    assertThat(sees(eve, thread)).isFalse();
  }

  /** Who left by themselves comes back by a fresh link, but not twice by the same. */
  @Test
  void linkLetsEachPersonInOnce() {
    ConversationId thread = thread();
    Caller eve = outsider();
    Secret token = link(owner, Joining.into(thread).atOnce());
    apply(eve, token);
    HOUSE.tell(eve, new ConversationCommand.Leave(TestSteps.clientId(), thread));
    assertThat(refusal(() -> apply(eve, token)).code()).isEqualTo(ErrorCode.LINK_SPENT);
    assertThat(apply(eve, link(owner, Joining.into(thread).atOnce())).outcome())
        .isEqualTo(JoinOutcome.JOINED);
  }

  @Test
  void suspendedPersonIsRefused() {
    ConversationId thread = thread();
    Caller eve = outsider();
    Secret token = link(owner, Joining.into(thread));
    HOUSE.tell(
        owner,
        new WorkspaceCommand.SuspendAddress(
            TestSteps.clientId(), home.workspace(), eveMail(eve), Optional.empty()));
    assertThat(refusal(() -> apply(eve, token)).code()).isEqualTo(ErrorCode.LINK_SPENT);
  }

  /** Leaks 109 and 112: the number of uses is exact, however many apply at once. */
  @Test
  void fiftyParallelApplicationsOnOneUseLetOnePersonIn() throws Exception {
    ConversationId thread = thread();
    Secret token = link(owner, Joining.into(thread).atOnce().times(1));
    List<Caller> people = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      people.add(outsider());
    }
    List<Optional<ErrorCode>> outcomes = new ArrayList<>();
    try (ExecutorService together = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Optional<ErrorCode>>> running = new ArrayList<>();
      for (Caller each : people) {
        running.add(together.submit(() -> outcome(() -> apply(each, token))));
      }
      for (Future<Optional<ErrorCode>> each : running) {
        outcomes.add(each.get());
      }
    }
    assertThat(outcomes).filteredOn(Optional::isEmpty).hasSize(1);
    assertThat(outcomes)
        .filteredOn(Optional::isPresent)
        .hasSize(49)
        .allMatch(code -> code.get() == ErrorCode.LINK_SPENT);
    assertThat(people).filteredOn(each -> sees(each, thread)).hasSize(1);
  }

  /** An invitation that a link mailed is one of its uses, as long as it can be accepted. */
  @Test
  void invitedAddressTakesAUseAndGivesItBackIfItIsTakenBack() {
    ConversationId thread = thread();
    Secret token = link(owner, Joining.into(thread).atOnce().times(1));
    byMail(token, "wrong@typed.example");
    assertThat(refusal(() -> apply(outsider(), token)).code()).isEqualTo(ErrorCode.LINK_SPENT);
    HOUSE
        .tell(owner, new InvitationCommand.ListInvitations(Optional.of(thread)))
        .invitations()
        .forEach(it ->
            HOUSE.tell(
                owner,
                new MemberCommand.Remove(
                    TestSteps.clientId(),
                    thread,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(it.invitation()),
                    false,
                    Optional.empty())));
    assertThat(apply(outsider(), token).outcome()).isEqualTo(JoinOutcome.JOINED);
  }

  /** Leak 49, O2: what is answered to a stranger says nothing about whose address they typed. */
  @Test
  void everyAddressIsAnsweredTheSame() {
    ConversationId thread = thread();
    Caller there = outsider();
    Caller removed = outsider();
    Caller suspended = outsider();
    Caller account = outsider();
    Caller member = HOUSE.member(home, mail("member"));
    for (Caller each : List.of(there, removed)) {
      HOUSE.tell(owner, Adding.email(thread, eveMail(each)).command());
      HOUSE.tell(each, new InvitationCommand.Accept(TestSteps.clientId(), invitation(each)));
    }
    remove(thread, removed);
    HOUSE.tell(
        owner,
        new WorkspaceCommand.SuspendAddress(
            TestSteps.clientId(), home.workspace(), eveMail(suspended), Optional.empty()));
    List<String> addresses =
        List.of(
            mail("nobody"),
            eveMail(account),
            eveMail(there),
            eveMail(removed),
            eveMail(suspended),
            eveMail(member));
    for (Joining kind : List.of(Joining.into(thread), Joining.into(thread).atOnce())) {
      Secret token = link(owner, kind);
      List<JoinApplied> answers = new ArrayList<>();
      for (String address : addresses) {
        answers.add(byMail(token, address));
        answers.add(byMail(token, address));
      }
      assertThat(answers).hasSize(12).allMatch(answers.getFirst()::equals);
    }
    assertThat(sees(removed, thread)).isFalse();
    assertThat(HOUSE.tell(removed, new InvitationCommand.ListInvitations(Optional.empty())))
        .satisfies(it -> assertThat(it.invitations()).isEmpty());
    assertThat(HOUSE.tell(suspended, new InvitationCommand.ListInvitations(Optional.empty())))
        .satisfies(it -> assertThat(it.invitations()).isEmpty());
  }

  /** Leak 105: a link is worth what its maker may do now, whatever took the right away. */
  @Test
  void linkDiesWithTheRightOfItsMaker() {
    Caller ben = HOUSE.member(home, mail("ben"));
    ConversationId thread = thread(ben);
    Secret token = link(ben, Joining.into(thread));
    Caller eve = outsider();
    JoinApplied asked = apply(eve, token);
    Runnable dead =
        () -> {
          assertThat(refusal(() -> HOUSE.tell(new JoinCommand.OpenLink(token))).code())
              .isEqualTo(ErrorCode.LINK_SPENT);
          assertThat(refusal(() -> apply(outsider(), token)).code())
              .isEqualTo(ErrorCode.LINK_SPENT);
          assertThat(refusal(() -> apply(eve, token)).code()).isEqualTo(ErrorCode.LINK_SPENT);
          assertThat(refusal(() -> byMail(token, mail("any"))).code())
              .isEqualTo(ErrorCode.LINK_SPENT);
          assertThat(outcome(() -> approve(owner, asked))).isPresent();
        };
    Runnable alive =
        () -> assertThat(HOUSE.tell(new JoinCommand.OpenLink(token)).approval()).isTrue();
    alive.run();
    HOUSE.tell(
        owner,
        new WorkspaceCommand.Suspend(
            TestSteps.clientId(), home.workspace(), ben.account(), Optional.empty()));
    dead.run();
    assertThat(links(thread)).extracting(JoinLinkView::state).containsExactly(JoinLinkState.DEAD);
    HOUSE.tell(
        owner,
        new WorkspaceCommand.Unsuspend(TestSteps.clientId(), home.workspace(), ben.account()));
    alive.run();
    HOUSE.tell(
        owner, Setting.of(thread, Setting.value(PolicyKey.EXTERNAL_JOIN, ExternalJoin.INVITE)));
    dead.run();
    HOUSE.tell(owner, Setting.back(thread, PolicyKey.EXTERNAL_JOIN));
    HOUSE.tell(owner, new ConversationCommand.Close(TestSteps.clientId(), thread));
    dead.run();
    HOUSE.tell(owner, new ConversationCommand.Reopen(TestSteps.clientId(), thread));
    alive.run();
    remove(thread, ben);
    dead.run();
    HOUSE.tell(owner, Adding.person(thread, ben.account()).command());
    alive.run();
    HOUSE.tell(
        owner,
        new WorkspaceCommand.RemoveMember(TestSteps.clientId(), home.workspace(), ben.account()));
    dead.run();
  }

  /** HAP-1: once its maker may let nobody in at once, a link takes applications alone. */
  @Test
  void linkWithoutApprovalNeedsOneOnceItsMakerIsNotInCharge() {
    Caller ben = HOUSE.member(home, mail("ben"));
    ConversationId group =
        HOUSE
            .tell(
                owner,
                new GroupCommand.Create(
                    TestSteps.clientId(),
                    home.workspace(),
                    "Group",
                    Visibility.OPEN,
                    List.of(ben.account())))
            .conversation()
            .id();
    setRole(group, ben, ConversationRole.ADMIN);
    Secret token = link(ben, Joining.into(group).atOnce());
    assertThat(apply(outsider(), token).outcome()).isEqualTo(JoinOutcome.JOINED);
    setRole(group, ben, ConversationRole.MEMBER);
    assertThat(apply(outsider(), token).outcome()).isEqualTo(JoinOutcome.PENDING);
    setRole(group, ben, ConversationRole.ADMIN);
    HOUSE.tell(
        owner,
        Setting.of(
            home.workspace(), Setting.value(PolicyKey.EXTERNAL_JOIN, ExternalJoin.OPEN_REQUEST)));
    assertThat(apply(outsider(), token).outcome()).isEqualTo(JoinOutcome.PENDING);
    assertThat(refusal(() -> link(owner, Joining.into(group).atOnce())).code())
        .isEqualTo(ErrorCode.NOT_ALLOWED);
  }

  /** G-33, G-34: the policies that hold for additions hold for links. */
  @Test
  void policiesAboutDaysAndMailDomainsHoldForLinks() {
    ConversationId thread = thread();
    Secret token = link(owner, Joining.into(thread).atOnce());
    HOUSE.tell(
        owner,
        Setting.of(
            thread, Setting.value(PolicyKey.EXTERNAL_MAIL_DOMAINS, List.of("only.example"))));
    Caller eve = outsider();
    assertThat(refusal(() -> apply(eve, token)).code()).isEqualTo(ErrorCode.NOT_ALLOWED);
    assertThat(refusal(() -> byMail(token, mail("any"))).code()).isEqualTo(ErrorCode.NOT_ALLOWED);
    HOUSE.tell(owner, Setting.back(thread, PolicyKey.EXTERNAL_MAIL_DOMAINS));
    HOUSE.tell(owner, Setting.of(thread, Setting.value(PolicyKey.EXTERNAL_DAYS_MAX, 10)));
    assertThat(refusal(() -> link(owner, Joining.into(thread).lasting(30))).code())
        .isEqualTo(ErrorCode.INVALID);
    apply(eve, token);
    assertThat(until(thread, eve.account()))
        .hasValueSatisfying(
            until -> assertThat(until).isBefore(Instant.now().plusSeconds(11 * 86_400L)));
  }

  /** Leaks 110 and 142: the token is nowhere but with who made the link. */
  @Test
  void tokenIsStoredNowhereAndToldOnceEvenIfTheCommandIsRepeated() {
    ConversationId thread = thread();
    JoinCommand.CreateLink command = Joining.into(thread).command();
    JoinLinkCreated made = HOUSE.tell(owner, command);
    assertThat(HOUSE.tell(owner, command)).isEqualTo(made);
    apply(outsider(), made.token());
    String token = made.token().value();
    assertThat(token).hasSize(43);
    List<String> tables =
        HOUSE
            .db
            .database()
            .query(handle ->
                handle
                    .createQuery(
                        "select table_name from information_schema.tables where table_schema ="
                            + " 'public' and table_type = 'BASE TABLE'")
                    .mapTo(String.class)
                    .list());
    for (String table : tables) {
      Long rows =
          HOUSE
              .db
              .database()
              .query(handle ->
                  handle
                      .createQuery(
                          "select count(*) from \"%s\" t where t::text like :token"
                              .formatted(table))
                      .bind("token", "%" + token + "%")
                      .mapTo(Long.class)
                      .one());
      assertThat(rows).as(table).isZero();
    }
    assertThat(made.toString()).doesNotContain(token);
    assertThat(links(thread).toString()).doesNotContain(token);
  }

  /** What strangers can make the server hold by a link is bounded. */
  @Test
  void requestsOfALinkAreBounded() {
    ConversationId thread = thread();
    Secret token = link(owner, Joining.into(thread));
    for (int i = 0; i < 100; i++) {
      byMail(token, mail("many"));
    }
    assertThat(refusal(() -> byMail(token, mail("many"))).code())
        .isEqualTo(ErrorCode.LIMIT_REACHED);
  }

  private static String eveMail(Caller person) {
    return HOUSE.tell(person, new AccountCommand.Me()).email().orElseThrow();
  }

  private static InvitationId invitation(Caller person) {
    return HOUSE
        .tell(person, new InvitationCommand.ListInvitations(Optional.empty()))
        .invitations()
        .getFirst()
        .invitation();
  }

  private static Caller outsider() {
    return HOUSE.person(mail("outsider"));
  }

  private static String mail(String name) {
    return name + TestSteps.clientId() + "@else.example";
  }

  private ConversationId thread(Caller... people) {
    return HOUSE
        .tell(
            owner,
            new ThreadCommand.Create(
                TestSteps.clientId(),
                Optional.of(home.workspace()),
                "Thread",
                Arrays.stream(people).map(Caller::account).toList(),
                List.of(),
                Optional.empty()))
        .conversation()
        .id();
  }

  private static Secret link(Caller by, Joining joining) {
    return HOUSE.tell(by, joining.command()).token();
  }

  private List<JoinLinkView> links(ConversationId conversation) {
    return HOUSE.tell(owner, JoinCommand.ListLinks.into(conversation)).links();
  }

  private static JoinApplied apply(Caller by, Secret token) {
    return HOUSE.tell(by, Joining.apply(token));
  }

  private static JoinApplied byMail(Secret token, String email) {
    return HOUSE.tell(Joining.byMail(token, email));
  }

  private static void approve(Caller by, JoinApplied asked) {
    HOUSE.tell(by, new JoinCommand.Approve(TestSteps.clientId(), asked.request().orElseThrow()));
  }

  private void setRole(ConversationId group, Caller person, ConversationRole role) {
    HOUSE.tell(
        owner, new GroupCommand.SetRole(TestSteps.clientId(), group, person.account(), role));
  }

  private void remove(ConversationId conversation, Caller person) {
    HOUSE.tell(
        owner,
        new MemberCommand.Remove(
            TestSteps.clientId(),
            conversation,
            Optional.of(person.account()),
            Optional.empty(),
            Optional.empty(),
            false,
            Optional.empty()));
  }

  private static boolean sees(Caller person, ConversationId conversation) {
    return outcome(() -> HOUSE.tell(person, new ConversationCommand.Show(conversation))).isEmpty();
  }

  private Optional<Instant> until(ConversationId conversation, AccountId person) {
    return HOUSE
        .tell(
            owner,
            new ConversationCommand.ShowRoster(conversation, Optional.empty(), Optional.empty()))
        .entries()
        .stream()
        .filter(it -> it.person().filter(each -> each.id().equals(person)).isPresent())
        .findFirst()
        .orElseThrow()
        .until();
  }

  private static Optional<ErrorCode> outcome(Runnable attempt) {
    try {
      attempt.run();
      return Optional.empty();
    } catch (Failure refused) {
      return Optional.of(refused.code());
    }
  }

  private static Failure refusal(Runnable attempt) {
    Failure refused = catchThrowableOfType(Failure.class, attempt::run);
    assertThat(refused).isNotNull();
    return refused;
  }
}
