package io.drawbridge.server.external;

import static io.drawbridge.server.TestSteps.clientId;
import static io.drawbridge.server.TestSteps.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.ConversationCommand;
import io.drawbridge.protocol.command.ExternalCommand;
import io.drawbridge.protocol.command.InterestCommand;
import io.drawbridge.protocol.command.InvitationCommand;
import io.drawbridge.protocol.conversation.HistoryWindow;
import io.drawbridge.protocol.frame.Event;
import io.drawbridge.protocol.frame.LogEvent;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.people.ExternalSelection;
import io.drawbridge.protocol.people.ExternalSelection.OfInviter;
import io.drawbridge.protocol.people.ExternalSelection.OfMailDomain;
import io.drawbridge.protocol.people.ExternalSelection.OfPerson;
import io.drawbridge.protocol.policy.PolicyKey;
import io.drawbridge.protocol.result.ExternalResult.ExternalsDated;
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
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The end of an external's access is set later, sooner, or taken away, one by one and in bulk,
 * through both doors (G-10, G-33, TS-36, HAP-4, N-9).
 */
final class ExternalTermsWireTest {
  @AutoClose static final TestServer SERVER = TestServer.hurried(Map.of());
  private static final TestPerson OWNER = SERVER.setUp("Owner");
  private static final WorkspaceId WORKSPACE = TestSteps.workspace(OWNER);

  /** Some rounds of the reminders. */
  private static final Duration SOON = Duration.ofSeconds(40);

  private static Instant in(Duration time) {
    return Instant.now().plus(time).truncatedTo(ChronoUnit.MILLIS);
  }

  private static void setUntil(
      TestDoor by, ConversationId conversation, TestPerson whom, Optional<Instant> until) {
    TestSteps.setUntil(by, conversation, whom.account(), until);
  }

  private static ExternalsDated renew(
      TestDoor by, ExternalSelection which, Optional<Instant> until, Optional<String> reason) {
    return by.call(
        new ExternalCommand.SetUntil(
            clientId(), WORKSPACE, which, until, Optional.empty(), reason));
  }

  private static Optional<Instant> until(ConversationId conversation, TestPerson whom) {
    return TestSteps.until(OWNER, conversation, whom.account());
  }

  @ParameterizedTest
  @EnumSource
  void endComesWhenItWasSetLastAndNotBefore(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      ConversationId thread = TestSteps.thread(OWNER, "Offer");
      TestPerson eve = cast.external(thread, "Eve");
      cast.socket(eve).call(new InterestCommand.Open(thread, Optional.empty()));
      setUntil(cast.as(OWNER), thread, eve, Optional.of(in(Duration.ofSeconds(40))));
      Instant later = in(Duration.ofSeconds(80));
      setUntil(cast.as(OWNER), thread, eve, Optional.of(later));
      assertThat(until(thread, eve)).contains(later);
      cast.socket(eve).await(LogEvent.ConversationChanged.class);
      Instant ended = in(Duration.ofSeconds(4));
      setUntil(cast.as(OWNER), thread, eve, Optional.of(ended));
      cast.socket(eve).await(Event.AccessEnded.class, it -> it.conversation().equals(thread));
      assertThat(Instant.now()).isAfterOrEqualTo(ended);
      refused(ErrorCode.NOT_FOUND, () -> cast.texts(eve, thread));
      // What the clock ended is over: only a new addition lets them in again.
      refused(
          ErrorCode.NOT_FOUND,
          () -> setUntil(cast.as(OWNER), thread, eve, Optional.of(in(Duration.ofDays(1)))));
    }
  }

  @ParameterizedTest
  @EnumSource
  void endIsTakenAway(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      ConversationId thread = TestSteps.thread(OWNER, "Offer");
      TestSteps.send(OWNER, thread, "before");
      TestPerson eve = cast.external(thread, "Eve");
      TestSteps.send(OWNER, thread, "after");
      setUntil(cast.as(OWNER), thread, eve, Optional.of(in(Duration.ofSeconds(60))));
      setUntil(cast.as(OWNER), thread, eve, Optional.empty());
      assertThat(until(thread, eve)).isEmpty();
      // The window stays as it was (N-17).
      assertThat(cast.texts(eve, thread)).containsExactly("after");
    }
  }

  /** Who answers for them, and who is in charge; nobody else. */
  @ParameterizedTest
  @EnumSource
  void sponsorAndManagersSetIt(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      TestPerson cara = cast.member("Cara");
      ConversationId thread = TestSteps.thread(OWNER, "Offer", ben.account(), cara.account());
      TestPerson eve = TestSteps.external(SERVER, ben, thread, TestCast.unique("Eve"));
      Optional<Instant> end = Optional.of(in(Duration.ofDays(3)));
      setUntil(cast.as(ben), thread, eve, end);
      assertThat(until(thread, eve)).isEqualTo(end);
      refused(ErrorCode.NOT_ALLOWED, () -> setUntil(cast.as(cara), thread, eve, end));
      refused(ErrorCode.NOT_ALLOWED, () -> setUntil(cast.as(eve), thread, eve, end));
      refused(ErrorCode.NOT_FOUND, () -> setUntil(cast.as(ben), thread, cara, end));
      TestPerson stranger = cast.member("Stranger");
      refused(ErrorCode.NOT_FOUND, () -> setUntil(cast.as(stranger), thread, eve, end));
      refused(
          ErrorCode.INVALID,
          () -> setUntil(cast.as(ben), thread, eve, Optional.of(in(Duration.ofSeconds(-5)))));
    }
  }

  /** G-33: nobody goes beyond the longest term but an admin who says why. */
  @ParameterizedTest
  @EnumSource
  void longestTermHoldsUnlessAnAdminSaysWhy(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      ConversationId thread = TestSteps.thread(OWNER, "Offer");
      TestPerson eve = cast.external(thread, "Eve");
      OWNER.call(Setting.of(thread, Setting.value(PolicyKey.EXTERNAL_DAYS_MAX, 10)));
      Optional<Instant> far = Optional.of(in(Duration.ofDays(11)));
      refused(ErrorCode.INVALID, () -> setUntil(cast.as(OWNER), thread, eve, far));
      refused(ErrorCode.INVALID, () -> setUntil(cast.as(OWNER), thread, eve, Optional.empty()));
      ExternalsDated kept =
          renew(cast.as(OWNER), new OfPerson(eve.account()), far, Optional.empty());
      assertThat(kept.grants()).isZero();
      assertThat(kept.kept()).isEqualTo(1);
      assertThat(kept.firstKept().getFirst().why()).contains("by policy");
      ExternalsDated set =
          renew(cast.as(OWNER), new OfPerson(eve.account()), far, Optional.of("audit season"));
      assertThat(set.grants()).isEqualTo(1);
      assertThat(until(thread, eve)).isEqualTo(far);
    }
  }

  @ParameterizedTest
  @EnumSource
  void firmIsRenewedWithItsInvitationsAndARepeatedCommandTellsTheSame(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      String firm = TestCast.unique("firm") + ".example";
      String email = "eve@" + firm;
      ConversationId first = TestSteps.thread(OWNER, "First");
      TestSteps.addByMail(OWNER, first, email, new HistoryWindow.FromNow());
      TestPerson eve = SERVER.redeem(TestCast.unique("Eve"), email);
      for (int i = 0; i < 110; i++) {
        TestSteps.thread(OWNER, "Thread " + i, eve.account());
      }
      ConversationId second = TestSteps.thread(OWNER, "Second");
      TestSteps.addByMail(OWNER, second, email, new HistoryWindow.FromNow());
      Optional<Instant> end = Optional.of(in(Duration.ofDays(30)));
      ExternalCommand.SetUntil renewal =
          new ExternalCommand.SetUntil(
              clientId(),
              WORKSPACE,
              new OfMailDomain(firm),
              end,
              Optional.empty(),
              Optional.empty());
      ExternalsDated set = cast.as(OWNER).call(renewal);
      assertThat(set.grants()).isEqualTo(111);
      assertThat(set.invitations()).isEqualTo(1);
      assertThat(set.kept()).isZero();
      assertThat(cast.as(OWNER).call(renewal)).isEqualTo(set);
      assertThat(until(first, eve)).isEqualTo(end);
      assertThat(eve.call(new InvitationCommand.ListInvitations(Optional.empty())).invitations())
          .singleElement()
          .satisfies(it -> assertThat(it.until()).isEqualTo(end));
    }
  }

  /** Members renew what they gave, where they may still give it. */
  @ParameterizedTest
  @EnumSource
  void membersRenewWhatTheyGaveThemselves(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      ConversationId open = TestSteps.thread(OWNER, "Open", ben.account());
      ConversationId shut = TestSteps.thread(OWNER, "Shut", ben.account());
      TestPerson eve = TestSteps.external(SERVER, ben, open, TestCast.unique("Eve"));
      TestSteps.add(ben, shut, eve.account());
      OWNER.call(new ConversationCommand.Lock(clientId(), shut, true, false));
      Optional<Instant> end = Optional.of(in(Duration.ofDays(30)));
      refused(
          ErrorCode.NOT_ALLOWED,
          () -> renew(cast.as(ben), new OfPerson(eve.account()), end, Optional.empty()));
      ExternalsDated set =
          renew(cast.as(ben), new OfInviter(ben.account()), end, Optional.of("mine"));
      assertThat(set.grants()).isEqualTo(1);
      assertThat(set.firstKept())
          .singleElement()
          .satisfies(kept -> assertThat(kept.conversation()).isEqualTo(shut));
      assertThat(until(open, eve)).isEqualTo(end);
      assertThat(until(shut, eve)).isEmpty();
      refused(
          ErrorCode.NOT_FOUND,
          () -> renew(cast.as(eve), new OfInviter(eve.account()), end, Optional.empty()));
    }
  }

  /** G-10: the external and their sponsor are told once for each end, in time. */
  @Test
  void comingEndIsToldByMailOnceAndNotIfItWasTakenAway() {
    try (TestCast cast = new TestCast(SERVER, OWNER, Door.WEBSOCKET)) {
      TestPerson ben = cast.member("Ben");
      ConversationId thread = TestSteps.thread(OWNER, "Offer", ben.account());
      TestSteps.send(OWNER, thread, "canary of the content");
      String name = TestCast.unique("Eve");
      TestPerson eve = TestSteps.external(SERVER, ben, thread, name);
      TestPerson far = TestSteps.external(SERVER, ben, thread, TestCast.unique("Far"));
      setUntil(OWNER, thread, far, Optional.of(in(Duration.ofDays(6))));
      setUntil(OWNER, thread, eve, Optional.of(in(Duration.ofDays(4))));
      halfwayThrough(thread, far);
      halfwayThrough(thread, eve);
      Awaitility.await()
          .atMost(SOON)
          .until(() -> ending(eve).size() == 1 && ending(ben).size() == 1);
      assertThat(ending(eve).getFirst())
          .startsWith("Your access to a conversation ends soon")
          .contains("Offer")
          .doesNotContain("canary");
      assertThat(ending(ben).getFirst())
          .startsWith("The access of " + name + " ends soon")
          .contains("Offer");
      // Another end is another mail; none is sent to those who are left.
      setUntil(OWNER, thread, eve, Optional.of(in(Duration.ofDays(3))));
      halfwayThrough(thread, eve);
      Awaitility.await()
          .atMost(SOON)
          .until(() -> ending(eve).size() == 2 && ending(ben).size() == 2);
      assertThat(ending(far)).isEmpty();
      assertThat(ending(OWNER)).isEmpty();
    }
  }

  /** Lets half of the term, and a bit, be over. */
  private static void halfwayThrough(ConversationId conversation, TestPerson whom) {
    SERVER
        .database()
        .execute(
            """
            update link set changed_at = clock_timestamp() - (until - clock_timestamp()) * 1.1
            where person = ? and conversation = ? and to_epoch is null
            """,
            whom.account().value(),
            conversation.value());
  }

  private static List<String> ending(TestPerson whom) {
    return SERVER.mailsTo(whom.email()).stream().filter(it -> it.contains("ends soon")).toList();
  }
}
