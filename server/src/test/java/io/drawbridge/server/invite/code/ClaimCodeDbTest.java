package io.drawbridge.server.invite.code;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.ConversationCommand;
import io.drawbridge.protocol.command.InvitationCommand;
import io.drawbridge.protocol.command.PolicyCommand;
import io.drawbridge.protocol.command.WorkspaceCommand;
import io.drawbridge.protocol.conversation.ConversationRole;
import io.drawbridge.protocol.conversation.InvitationState;
import io.drawbridge.protocol.conversation.InvitationView;
import io.drawbridge.protocol.conversation.Visibility;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.people.ExternalSelection;
import io.drawbridge.protocol.policy.ExternalApproval;
import io.drawbridge.protocol.policy.ExternalInvite;
import io.drawbridge.protocol.policy.PolicyKey;
import io.drawbridge.protocol.policy.PolicyValues;
import io.drawbridge.protocol.result.InvitationResult.ClaimCodeCreated;
import io.drawbridge.protocol.result.PolicyResult.PolicyPlan;
import io.drawbridge.protocol.text.Secret;
import io.drawbridge.server.Adding;
import io.drawbridge.server.Setting;
import io.drawbridge.server.TestHouse;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.failure.Failure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Tests what a claim code is worth, and what came by one (D14, G-24, TS-34). */
final class ClaimCodeDbTest extends CodeSteps {
  @AutoClose private static final TestHouse HOUSE = new TestHouse();

  ClaimCodeDbTest() {
    super(HOUSE);
  }

  /** By default nobody comes without an address; a code from before ends with the policy. */
  @Test
  void policyIsOffByDefaultAndEndsOpenCodes() {
    TestHouse.Home strict = HOUSE.workspace("Home" + id());
    ConversationId place =
        HOUSE.tell(strict.owner(), group(strict, Visibility.OPEN, List.of())).conversation().id();
    assertThat(refusal(() -> HOUSE.tell(strict.owner(), code(place, Optional.empty()))).code())
        .isEqualTo(ErrorCode.NOT_ALLOWED);

    ClaimCodeCreated made = made(ben, thread);
    Caller there = claimed(made(ben, thread).code());
    HOUSE.tell(owner, Setting.of(thread, allowing(false)));
    assertDead(made.code());
    assertThat(open(owner)).extracting(InvitationView::state).containsOnly(InvitationState.DEAD);
    assertThat(sees(there)).as("a policy puts nobody out").isTrue();
    HOUSE.tell(owner, Setting.back(thread, PolicyKey.EXTERNAL_WITHOUT_EMAIL));
    claimed(made.code());
  }

  /** N-10: who is in against the policy is told before, and is put out by enforcing it. */
  @Test
  void planTellsWhoHasNoAddressAndEnforcingEndsThem() {
    Caller there = claimed(made(ben, thread).code());
    made(ben, thread);
    PolicyPlan plan =
        HOUSE.tell(
            owner,
            new PolicyCommand.Plan(
                Optional.of(home.workspace()), Optional.empty(), allowing(false), List.of()));
    assertThat(plan.grants()).isEqualTo(1);
    assertThat(plan.invitations()).isEqualTo(1);
    assertThat(plan.first())
        .singleElement()
        .satisfies(it -> assertThat(it.why()).isEqualTo(PolicyKey.EXTERNAL_WITHOUT_EMAIL));
    HOUSE.tell(owner, Setting.of(home.workspace(), allowing(false)));
    HOUSE.tell(
        owner,
        new PolicyCommand.Enforce(
            id(),
            Optional.of(home.workspace()),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
    assertThat(sees(there)).isFalse();
  }

  /** Leak 109: fifty people who have heard the code at once are one person. */
  @Test
  void fiftyParallelClaimsLetOnePersonIn() throws Exception {
    Secret code = made(ben, thread).code();
    List<Optional<ErrorCode>> outcomes = new ArrayList<>();
    try (ExecutorService together = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Optional<ErrorCode>>> running = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        running.add(together.submit(() -> outcome(() -> claim(code))));
      }
      for (Future<Optional<ErrorCode>> each : running) {
        outcomes.add(each.get());
      }
    }
    assertThat(outcomes).filteredOn(Optional::isEmpty).hasSize(1);
    assertThat(outcomes)
        .filteredOn(Optional::isPresent)
        .containsOnly(Optional.of(ErrorCode.LINK_SPENT));
    assertThat(unverified()).hasSize(1);
  }

  /** Leak 49: wrong, spent, withdrawn, expired and dead codes are answered alike. */
  @Test
  void everyCodeThatDoesNotWorkIsAnsweredTheSame() {
    Failure wrong = refusal(() -> claim(new Secret("0000-0000-0000")));
    assertThat(wrong.code()).isEqualTo(ErrorCode.LINK_SPENT);
    Secret spent = made(ben, thread).code();
    claim(spent);
    ClaimCodeCreated withdrawn = made(ben, thread);
    revoke(ben, withdrawn);
    ClaimCodeCreated late = made(ben, thread);
    expire(late);
    ConversationId other = thread(ben);
    Secret closed = made(ben, other).code();
    HOUSE.tell(owner, new ConversationCommand.Close(id(), other));
    for (Secret each :
        List.of(
            spent,
            withdrawn.code(),
            late.code(),
            closed,
            new Secret("what is that?"),
            new Secret("short"))) {
      Failure refused = refusal(() -> claim(each));
      assertThat(refused.code()).isEqualTo(wrong.code());
      assertThat(refused.text()).isEqualTo(wrong.text());
    }
  }

  /** A code is worth what its inviter may do, from one moment to the next. */
  @Test
  void codeDiesWithTheRightOfItsInviter() {
    Secret code = made(ben, thread).code();
    remove(ben);
    assertDead(code);
    HOUSE.tell(owner, Adding.person(thread, ben.account()).command());
    HOUSE.tell(
        owner,
        new WorkspaceCommand.Suspend(id(), home.workspace(), ben.account(), Optional.empty()));
    assertDead(code);
    HOUSE.tell(owner, new WorkspaceCommand.Unsuspend(id(), home.workspace(), ben.account()));
    HOUSE.tell(owner, Setting.of(thread, Setting.invite(ExternalInvite.ADMINS)));
    assertDead(code);
    HOUSE.tell(owner, Setting.back(thread, PolicyKey.EXTERNAL_INVITE));
    HOUSE.tell(owner, new ConversationCommand.Close(id(), thread));
    assertDead(code);
    HOUSE.tell(owner, new ConversationCommand.Reopen(id(), thread));
    claimed(code);

    Secret another = made(ben, thread).code();
    HOUSE.tell(owner, new WorkspaceCommand.RemoveMember(id(), home.workspace(), ben.account()));
    assertDead(another);
  }

  /** A private group is for its admins; one who is none any more has no code that works. */
  @Test
  void codeDiesWithADemotion() {
    ConversationId group =
        HOUSE.tell(owner, group(home, Visibility.PRIVATE, List.of(ben))).conversation().id();
    assertThat(refusal(() -> made(ben, group)).code()).isEqualTo(ErrorCode.NOT_ALLOWED);
    role(group, ConversationRole.ADMIN);
    Secret code = made(ben, group).code();
    role(group, ConversationRole.MEMBER);
    assertDead(code);
  }

  /** G-26: the code is known at once and works once it is approved; nobody else is told more. */
  @Test
  void codeWaitsForApproval() {
    HOUSE.tell(
        owner, Setting.of(thread, PolicyValues.NONE.externalApproval(ExternalApproval.ADMINS)));
    ClaimCodeCreated waits = made(ben, thread);
    assertThat(waits.state()).isEqualTo(InvitationState.AWAITING_APPROVAL);
    assertDead(waits.code());
    HOUSE.tell(owner, new InvitationCommand.Approve(id(), waits.invitation()));
    assertThat(open(ben))
        .singleElement()
        .satisfies(it -> {
          assertThat(it.state()).isEqualTo(InvitationState.PENDING);
          assertThat(it.codeExpiresAt()).contains(waits.expiresAt());
        });
    claimed(waits.code());

    ClaimCodeCreated refused = made(ben, thread);
    HOUSE.tell(owner, new InvitationCommand.Deny(id(), refused.invitation(), Optional.empty()));
    assertDead(refused.code());
  }

  /** G-23, 7.5: it counts from the beginning, has its place, and gives it back. */
  @Test
  void codeTakesAPlaceOfTheQuota() {
    HOUSE.tell(owner, Setting.of(home.workspace(), Setting.value(PolicyKey.QUOTA_EXTERNAL_MAX, 1)));
    ClaimCodeCreated first = made(ben, thread);
    assertThat(used()).isEqualTo(1);
    assertThat(refusal(() -> made(ben, thread)).code()).isEqualTo(ErrorCode.LIMIT_REACHED);
    assertThat(
            refusal(() -> HOUSE.tell(ben, Adding.email(thread, id() + "@x.example").command()))
                .code())
        .isEqualTo(ErrorCode.LIMIT_REACHED);
    revoke(owner, first);
    assertThat(used()).isZero();
    claimed(made(ben, thread).code());
    assertThat(used()).isEqualTo(1);
  }

  /** The end of access is bounded by the policies; the code's own end by a week. */
  @Test
  void endsAreBounded() {
    assertThat(refusal(() -> HOUSE.tell(ben, ending(Duration.ofDays(8)))).code())
        .isEqualTo(ErrorCode.INVALID);
    assertThat(refusal(() -> HOUSE.tell(ben, ending(Duration.ofSeconds(-5)))).code())
        .isEqualTo(ErrorCode.INVALID);
    HOUSE.tell(ben, ending(Duration.ofDays(6)));
    HOUSE.tell(owner, Setting.of(thread, Setting.value(PolicyKey.EXTERNAL_DAYS_MAX, 10)));
    claimed(made(ben, thread).code());
    assertThat(roster(owner))
        .filteredOn(it -> it.person().filter(person -> person.unverified()).isPresent())
        .singleElement()
        .satisfies(it -> assertThat(it.until()).isPresent());
  }

  @Test
  void codesOfAConversationAreBounded() {
    for (int i = 0; i < 20; i++) {
      made(ben, thread);
    }
    assertThat(refusal(() -> made(owner, thread)).code()).isEqualTo(ErrorCode.LIMIT_REACHED);
    revoke(
        owner,
        new ClaimCodeCreated(
            open(owner).getFirst().invitation(),
            new Secret("x"),
            HOUSE.db.clock().now(),
            InvitationState.PENDING));
    made(owner, thread);
  }

  /** It is listed wherever invitations are, without the code. */
  @Test
  void pendingCodeIsListedWithTheNameAndTakenBackByTheSamePeople() {
    ClaimCodeCreated made = HOUSE.tell(ben, code(thread, Optional.of("Mr Okafor")));
    assertThat(open(ben))
        .singleElement()
        .satisfies(it -> {
          assertThat(it.name()).contains("Mr Okafor");
          assertThat(it.email()).isEmpty();
          assertThat(it.codeExpiresAt()).contains(made.expiresAt());
        });
    assertThat(roster(owner))
        .filteredOn(it -> it.invitation().isPresent())
        .singleElement()
        .satisfies(it -> assertThat(it.name()).contains("Mr Okafor"));
    assertThat(externals())
        .singleElement()
        .satisfies(it -> {
          assertThat(it.name()).contains("Mr Okafor");
          assertThat(it.unverified()).isTrue();
          assertThat(it.person()).isEmpty();
        });
    assertThat(
            refusal(() -> HOUSE.tell(ben, new InvitationCommand.Resend(id(), made.invitation())))
                .code())
        .isEqualTo(ErrorCode.CONFLICT);
    Caller cara = HOUSE.member(home, id() + "@home.example");
    HOUSE.tell(owner, Adding.person(thread, cara.account()).command());
    assertThat(open(cara)).isEmpty();
    assertThat(refusal(() -> revoke(cara, made)).code()).isEqualTo(ErrorCode.NOT_ALLOWED);
    revoke(owner, made);
    assertThat(externals()).isEmpty();
    assertDead(made.code());
  }

  /** N-11: a kill switch ends what is open, of a conversation and of an inviter. */
  @Test
  void killSwitchEndsCodes() {
    Secret ofPlace = made(ben, thread).code();
    HOUSE.tell(owner, end(new ExternalSelection.OfConversation(thread)));
    assertDead(ofPlace);
    Secret ofInviter = made(ben, thread).code();
    HOUSE.tell(owner, end(new ExternalSelection.OfInviter(ben.account())));
    assertDead(ofInviter);
  }

  /** Leaks 110 and 142: the code is in no table, and shown again to who repeats the command. */
  @Test
  void codeIsStoredNowhere() {
    InvitationCommand.CreateCode command = code(thread, Optional.of("Mr Okafor"));
    ClaimCodeCreated made = HOUSE.tell(ben, command);
    assertThat(HOUSE.tell(ben, command)).isEqualTo(made);
    claimed(made.code());
    String shown = made.code().value();
    List<String> tables =
        HOUSE
            .db
            .database()
            .query(handle ->
                handle
                    .createQuery(
                        "select table_name from information_schema.tables"
                            + " where table_schema = 'public' and table_type = 'BASE TABLE'")
                    .mapTo(String.class)
                    .list());
    assertThat(tables).contains("invitation");
    for (String table : tables) {
      int found =
          HOUSE
              .db
              .database()
              .query(handle ->
                  handle
                      .createQuery(
                          "select count(*) from %s t where t::text like :a or t::text like :b"
                              .formatted(table))
                      .bind("a", "%" + shown + "%")
                      .bind("b", "%" + shown.replace("-", "") + "%")
                      .mapTo(Integer.class)
                      .one());
      assertThat(found).as(table).isZero();
    }
  }
}
