package io.drawbridge.server.workspace.policy;

import static io.drawbridge.server.TestSteps.clientId;
import static io.drawbridge.server.TestSteps.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.ExternalCommand;
import io.drawbridge.protocol.command.PolicyCommand;
import io.drawbridge.protocol.conversation.HistoryWindow;
import io.drawbridge.protocol.frame.Event;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.people.ExternalSelection.Grant;
import io.drawbridge.protocol.people.ExternalSelection.Grants;
import io.drawbridge.protocol.policy.PolicyKey;
import io.drawbridge.protocol.policy.PolicyValues;
import io.drawbridge.protocol.result.PolicyResult.BrokenGrant;
import io.drawbridge.protocol.result.PolicyResult.PoliciesEnforced;
import io.drawbridge.protocol.result.PolicyResult.PolicyPlan;
import io.drawbridge.server.Door;
import io.drawbridge.server.Setting;
import io.drawbridge.server.TestCast;
import io.drawbridge.server.TestDoor;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A change of policy is planned, made, and then applied to those who are in: now, in some days, or
 * with exceptions (N-10, G-33, G-34). What the plan says is what is done, and nothing is left of
 * it.
 */
final class PolicyEnforcedWireTest {
  @AutoClose static final TestServer SERVER = TestServer.start();
  private static final TestPerson OWNER = SERVER.setUp("Owner");
  private static final WorkspaceId WORKSPACE = TestSteps.workspace(OWNER);

  private static PolicyValues refusing(String firm) {
    return Setting.value(PolicyKey.EXTERNAL_MAIL_DOMAINS_REFUSED, List.of(firm));
  }

  private static PolicyPlan plan(TestDoor by, PolicyValues values) {
    return by.call(
        new PolicyCommand.Plan(Optional.of(WORKSPACE), Optional.empty(), values, List.of()));
  }

  private static PolicyPlan plan(TestDoor by, ConversationId conversation, PolicyValues values) {
    return by.call(
        new PolicyCommand.Plan(Optional.empty(), Optional.of(conversation), values, List.of()));
  }

  private static PolicyCommand.Enforce enforce(Optional<Integer> inDays) {
    return new PolicyCommand.Enforce(
        clientId(), Optional.of(WORKSPACE), Optional.empty(), inDays, Optional.of("new rules"));
  }

  private static PolicyCommand.Enforce enforce(
      ConversationId conversation, Optional<Integer> inDays) {
    return new PolicyCommand.Enforce(
        clientId(), Optional.empty(), Optional.of(conversation), inDays, Optional.empty());
  }

  private static TestPerson of(String firm, ConversationId conversation, String name) {
    String unique = TestCast.unique(name);
    String email = unique.toLowerCase(java.util.Locale.ROOT) + "@" + firm;
    TestSteps.addByMail(OWNER, conversation, email, new HistoryWindow.FromNow());
    return SERVER.redeem(unique, email);
  }

  private static void except(ConversationId conversation, TestPerson whom, Instant until) {
    OWNER.call(
        new ExternalCommand.SetUntil(
            clientId(),
            WORKSPACE,
            new Grants(List.of(new Grant(whom.account(), conversation))),
            Optional.of(until),
            Optional.empty(),
            Optional.of("needed for the audit")));
  }

  @ParameterizedTest
  @EnumSource
  void firmThatIsBarredLosesWhatThePlanSaysAndExceptionsStay(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      String firm = TestCast.unique("firm") + ".example";
      ConversationId thread = TestSteps.thread(OWNER, "Offer");
      TestPerson eve = of(firm, thread, "Eve");
      for (int i = 0; i < 120; i++) {
        TestSteps.thread(OWNER, "Thread " + i, eve.account());
      }
      TestPerson kept = of(firm, thread, "Kept");
      TestPerson other = of("other." + firm, thread, "Other");
      TestSteps.addByMail(OWNER, thread, "waiting@" + firm, new HistoryWindow.FromNow());
      except(thread, kept, Instant.now().plus(Duration.ofDays(30)));
      cast.socket(eve);

      PolicyPlan plan = plan(cast.as(OWNER), refusing(firm));
      assertThat(plan.grants()).isEqualTo(121);
      assertThat(plan.people()).isEqualTo(1);
      assertThat(plan.conversations()).isEqualTo(121);
      assertThat(plan.excepted()).isEqualTo(1);
      assertThat(plan.invitations()).isEqualTo(1);
      assertThat(plan.first())
          .hasSize(50)
          .extracting(BrokenGrant::why)
          .containsOnly(PolicyKey.EXTERNAL_MAIL_DOMAINS_REFUSED);
      // A plan changes nothing.
      assertThat(plan(cast.as(OWNER), PolicyValues.NONE).grants()).isZero();
      assertThat(cast.texts(eve, thread)).isEmpty();

      OWNER.call(Setting.of(WORKSPACE, refusing(firm)));
      assertThat(plan(cast.as(OWNER), PolicyValues.NONE)).isEqualTo(plan);
      PolicyCommand.Enforce command = enforce(Optional.empty());
      PoliciesEnforced done = cast.as(OWNER).call(command);
      TestSteps.send(OWNER, thread, "never");
      assertThat(done.ended()).isEqualTo(plan.grants());
      assertThat(done.excepted()).isEqualTo(1);
      assertThat(done.receipt()).isPresent();
      assertThat(cast.as(OWNER).call(command).ended()).isEqualTo(plan.grants());
      assertThat(plan(cast.as(OWNER), PolicyValues.NONE).grants()).isZero();
      cast.socket(eve).await(Event.AccessEnded.class, it -> it.conversation().equals(thread));
      refused(ErrorCode.NOT_FOUND, () -> cast.texts(eve, thread));
      assertThat(cast.texts(kept, thread)).containsExactly("never");
      assertThat(cast.texts(other, thread)).containsExactly("never");
      OWNER.call(Setting.back(WORKSPACE, PolicyKey.EXTERNAL_MAIL_DOMAINS_REFUSED));
    }
  }

  @ParameterizedTest
  @EnumSource
  void whoMayNotBeThereStaysForTheDaysThatWereGivenAndNoLonger(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      ConversationId thread = TestSteps.thread(OWNER, "Offer");
      TestPerson eve = cast.external(thread, "Eve");
      TestPerson sooner = cast.external(thread, "Sooner");
      Instant soon = Instant.now().plus(Duration.ofDays(1)).truncatedTo(ChronoUnit.MILLIS);
      TestSteps.setUntil(OWNER, thread, sooner.account(), Optional.of(soon));
      OWNER.call(Setting.of(thread, Setting.value(PolicyKey.EXTERNALS_ENABLED, false)));
      assertThat(plan(cast.as(OWNER), thread, PolicyValues.NONE).grants()).isEqualTo(2);
      PoliciesEnforced done = cast.as(OWNER).call(enforce(thread, Optional.of(3)));
      assertThat(done.ended()).isZero();
      assertThat(done.dated()).isEqualTo(1);
      assertThat(TestSteps.until(OWNER, thread, sooner.account())).contains(soon);
      assertThat(TestSteps.until(OWNER, thread, eve.account()).orElseThrow())
          .isBetween(soon.plus(Duration.ofDays(1)), soon.plus(Duration.ofDays(3)));
      assertThat(cast.texts(eve, thread)).isEmpty();
      // A second order puts nothing off, and one without days ends it.
      assertThat(cast.as(OWNER).call(enforce(thread, Optional.of(9))).dated()).isZero();
      assertThat(cast.as(OWNER).call(enforce(thread, Optional.empty())).ended()).isEqualTo(2);
      refused(ErrorCode.NOT_FOUND, () -> cast.texts(eve, thread));
    }
  }

  @ParameterizedTest
  @EnumSource
  void termThatIsTooLongIsCutToTheLongest(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      ConversationId thread = TestSteps.thread(OWNER, "Offer");
      TestPerson eve = cast.external(thread, "Eve");
      PolicyValues tenDays = Setting.value(PolicyKey.EXTERNAL_DAYS_MAX, 10);
      assertThat(plan(cast.as(OWNER), thread, tenDays).first())
          .singleElement()
          .satisfies(it -> assertThat(it.why()).isEqualTo(PolicyKey.EXTERNAL_DAYS_MAX))
          .satisfies(it -> assertThat(it.latest()).isPresent());
      OWNER.call(Setting.of(thread, tenDays));
      PoliciesEnforced done = cast.as(OWNER).call(enforce(thread, Optional.empty()));
      assertThat(done.ended()).isZero();
      assertThat(done.dated()).isEqualTo(1);
      assertThat(TestSteps.until(OWNER, thread, eve.account()).orElseThrow())
          .isBefore(Instant.now().plus(Duration.ofDays(10)));
      assertThat(plan(cast.as(OWNER), thread, PolicyValues.NONE).grants()).isZero();
      assertThat(cast.texts(eve, thread)).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void planAndEnforcementAreForThoseWhoSetThePolicy(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      ConversationId thread = TestSteps.thread(OWNER, "Offer", ben.account());
      TestPerson eve = cast.external(thread, "Eve");
      refused(ErrorCode.NOT_ALLOWED, () -> plan(cast.as(ben), PolicyValues.NONE));
      refused(ErrorCode.NOT_ALLOWED, () -> plan(cast.as(ben), thread, PolicyValues.NONE));
      refused(ErrorCode.NOT_ALLOWED, () -> cast.as(ben).call(enforce(Optional.empty())));
      refused(ErrorCode.NOT_FOUND, () -> plan(cast.as(eve), PolicyValues.NONE));
      refused(ErrorCode.NOT_ALLOWED, () -> cast.as(eve).call(enforce(thread, Optional.empty())));
      TestPerson stranger = cast.member("Stranger");
      refused(ErrorCode.NOT_FOUND, () -> plan(cast.as(stranger), thread, PolicyValues.NONE));
    }
  }
}
