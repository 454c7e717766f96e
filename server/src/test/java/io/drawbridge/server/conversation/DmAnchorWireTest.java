package io.drawbridge.server.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.frame.ConversationCommand;
import io.drawbridge.protocol.frame.DmCommand;
import io.drawbridge.protocol.frame.Event;
import io.drawbridge.protocol.frame.LogEvent;
import io.drawbridge.protocol.frame.MemberCommand;
import io.drawbridge.protocol.frame.WorkspaceCommand;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.Door;
import io.drawbridge.server.TestCast;
import io.drawbridge.server.TestClient;
import io.drawbridge.server.TestDoor.Refused;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * D7: a DM that an external opened because of a shared conversation ends for them with it; a DM
 * they were brought into is a grant of its own (GLUE-3).
 */
final class DmAnchorWireTest {
  @AutoClose static final TestServer SERVER = TestServer.start();
  private static final TestPerson OWNER = SERVER.setUp("Owner");

  private static TestCast cast(Door door) {
    return new TestCast(SERVER, OWNER, door);
  }

  private static void refused(ErrorCode code, Runnable command) {
    assertThatThrownBy(command::run)
        .isInstanceOfSatisfying(Refused.class, it -> assertThat(it.code()).isEqualTo(code));
  }

  private static ConversationId open(TestCast cast, TestPerson by, AccountId... people) {
    return cast.as(by)
        .call(
            new DmCommand.Open(
                TestSteps.clientId(), Optional.empty(), List.of(people), Optional.empty()))
        .conversation()
        .conversation();
  }

  private static void leave(TestCast cast, TestPerson by, ConversationId conversation) {
    cast.as(by).call(new ConversationCommand.Leave(TestSteps.clientId(), conversation));
  }

  /** Neither sending nor history. */
  private static void assertClosed(TestCast cast, TestPerson person, ConversationId dm) {
    refused(ErrorCode.NOT_FOUND, () -> cast.texts(person, dm));
    refused(ErrorCode.NOT_FOUND, () -> TestSteps.send(cast.as(person), dm, "too late"));
  }

  @ParameterizedTest
  @EnumSource
  void dmOfAnExternalClosesWithItsAnchorD7(Door door) {
    try (TestCast cast = cast(door)) {
      TestPerson ben = cast.member("Ben");
      ConversationId thread = TestSteps.thread(OWNER, "Offer", ben.account());
      TestPerson eve = cast.external(thread, "Eve");
      ConversationId dm = open(cast, eve, ben.account());
      assertThat(open(cast, ben, eve.account())).isEqualTo(dm);
      TestSteps.send(cast.as(ben), dm, "between us");
      TestClient eves = cast.socket(eve);
      TestClient bens = cast.socket(ben);
      TestSteps.remove(cast.as(OWNER), thread, eve.account());
      assertThat(eves.await(Event.AccessEnded.class, it -> it.conversation().equals(dm)).reason())
          .isNotNull();
      bens.await(
          LogEvent.MemberLeft.class,
          it -> it.conversation().equals(dm) && it.person().equals(eve.account()));
      assertClosed(cast, eve, dm);
      refused(ErrorCode.NOT_FOUND, () -> open(cast, eve, ben.account()));
      assertThat(cast.texts(ben, dm)).containsExactly("between us");
    }
  }

  /** N-6: as long as some path leads to the anchor the DM stays, and it goes with the last. */
  @ParameterizedTest
  @EnumSource
  void dmStaysWhileAnyPathLeadsToItsAnchorD7(Door door) {
    try (TestCast cast = cast(door)) {
      ConversationId group = TestSteps.group(OWNER, "Partners");
      ConversationId thread = TestSteps.thread(OWNER, "Offer", List.of(), List.of(group));
      TestPerson eve = cast.external(thread, "Eve");
      ConversationId dm = open(cast, eve, OWNER.account());
      TestSteps.add(cast.as(OWNER), group, eve.account());
      TestSteps.remove(cast.as(OWNER), thread, eve.account());
      TestSteps.send(cast.as(eve), dm, "still here");
      cast.as(OWNER)
          .call(
              new MemberCommand.Remove(
                  TestSteps.clientId(),
                  thread,
                  Optional.empty(),
                  Optional.of(group),
                  Optional.empty(),
                  false,
                  Optional.empty()));
      assertClosed(cast, eve, dm);
    }
  }

  @ParameterizedTest
  @EnumSource
  void exclusionFromTheAnchorClosesTheDmD7(Door door) {
    try (TestCast cast = cast(door)) {
      TestPerson fay = cast.external(TestSteps.thread(OWNER, "Meeting"), "Fay");
      ConversationId group = TestSteps.group(OWNER, "Partners", fay.account());
      ConversationId thread = TestSteps.thread(OWNER, "Offer", List.of(), List.of(group));
      TestPerson eve = cast.external(thread, "Eve");
      ConversationId dm = open(cast, fay, eve.account());
      TestSteps.send(cast.as(eve), dm, "hello");
      cast.as(OWNER)
          .call(
              new MemberCommand.Remove(
                  TestSteps.clientId(),
                  thread,
                  Optional.of(fay.account()),
                  Optional.empty(),
                  Optional.empty(),
                  true,
                  Optional.empty()));
      assertClosed(cast, fay, dm);
      assertThat(cast.texts(eve, dm)).containsExactly("hello");
    }
  }

  @ParameterizedTest
  @EnumSource
  void leavingTheAnchorClosesTheDmForTheExternalOnlyD7(Door door) {
    try (TestCast cast = cast(door)) {
      TestPerson ben = cast.member("Ben");
      ConversationId thread = TestSteps.thread(OWNER, "Offer", ben.account());
      TestPerson eve = cast.external(thread, "Eve");
      ConversationId dm = open(cast, eve, ben.account());
      leave(cast, ben, thread);
      TestSteps.send(cast.as(eve), dm, "are you there?");
      assertThat(cast.texts(ben, dm)).containsExactly("are you there?");
      leave(cast, eve, thread);
      assertClosed(cast, eve, dm);
    }
  }

  @ParameterizedTest
  @EnumSource
  void dmClosesWhenItsAnchorExpiresD7(Door door) {
    try (TestCast cast = cast(door)) {
      TestPerson eve = cast.external(TestSteps.thread(OWNER, "Meeting"), "Eve");
      ConversationId thread = TestSteps.thread(OWNER, "Offer");
      cast.as(OWNER)
          .call(
              new MemberCommand.Add(
                  TestSteps.clientId(),
                  thread,
                  Optional.of(eve.account()),
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty(),
                  Optional.of(Instant.now().plus(Duration.ofSeconds(3))),
                  Optional.empty()));
      TestPerson fay = cast.external(thread, "Fay");
      ConversationId dm = open(cast, eve, fay.account());
      TestSteps.send(cast.as(eve), dm, "hello");
      Awaitility.await().untilAsserted(() -> assertClosed(cast, eve, dm));
      assertThat(cast.texts(fay, dm)).contains("hello");
    }
  }

  /** A suspension bars the DM, which is of the same home, and ends nothing. */
  @ParameterizedTest
  @EnumSource
  void suspensionBarsTheDmAndDoesNotEndItD7(Door door) {
    try (TestCast cast = cast(door)) {
      TestPerson ben = cast.member("Ben");
      TestPerson eve = cast.external(TestSteps.thread(OWNER, "Offer", ben.account()), "Eve");
      ConversationId dm = open(cast, eve, ben.account());
      cast.as(OWNER)
          .call(
              new WorkspaceCommand.Suspend(
                  TestSteps.clientId(),
                  TestSteps.workspace(OWNER),
                  eve.account(),
                  Optional.empty()));
      assertClosed(cast, eve, dm);
      cast.as(OWNER)
          .call(
              new WorkspaceCommand.Unsuspend(
                  TestSteps.clientId(), TestSteps.workspace(OWNER), eve.account()));
      TestSteps.send(cast.as(ben), dm, "again");
      assertThat(cast.texts(eve, dm)).containsExactly("again");
    }
  }

  /** N-17: who shares another conversation opens it anew, from then on. */
  @ParameterizedTest
  @EnumSource
  void reopenedDmShowsOnlyWhatFollowsD7(Door door) {
    try (TestCast cast = cast(door)) {
      TestPerson ben = cast.member("Ben");
      ConversationId thread = TestSteps.thread(OWNER, "Offer", ben.account());
      TestPerson eve = cast.external(thread, "Eve");
      ConversationId dm = open(cast, eve, ben.account());
      TestSteps.send(cast.as(ben), dm, "before");
      ConversationId other = TestSteps.thread(OWNER, "Other", ben.account(), eve.account());
      TestSteps.remove(cast.as(OWNER), thread, eve.account());
      assertClosed(cast, eve, dm);
      TestSteps.send(cast.as(ben), dm, "between");
      assertThat(open(cast, eve, ben.account())).isEqualTo(dm);
      TestSteps.send(cast.as(ben), dm, "after");
      assertThat(cast.texts(eve, dm)).containsExactly("after");
      TestSteps.remove(cast.as(OWNER), other, eve.account());
      assertClosed(cast, eve, dm);
    }
  }

  /** GLUE-3: what a member opens is the external's own, until they leave it. */
  @ParameterizedTest
  @EnumSource
  void dmThatAMemberOpenedStaysD7(Door door) {
    try (TestCast cast = cast(door)) {
      TestPerson ben = cast.member("Ben");
      ConversationId thread = TestSteps.thread(OWNER, "Offer", ben.account());
      TestPerson eve = cast.external(thread, "Eve");
      ConversationId dm = open(cast, ben, eve.account());
      TestSteps.remove(cast.as(OWNER), thread, eve.account());
      TestSteps.send(cast.as(eve), dm, "thank you");
      assertThat(cast.texts(ben, dm)).containsExactly("thank you");
      assertThat(open(cast, eve, ben.account())).isEqualTo(dm);
    }
  }

  /** One anchor for all: an external brings nobody together who meets nowhere else. */
  @ParameterizedTest
  @EnumSource
  void externalBringsNobodyTogetherD7(Door door) {
    try (TestCast cast = cast(door)) {
      TestPerson ben = cast.member("Ben");
      ConversationId thread = TestSteps.thread(OWNER, "Offer", ben.account());
      TestPerson eve = cast.external(thread, "Eve");
      TestPerson fay = cast.external(thread, "Fay");
      TestPerson gus = cast.external(TestSteps.thread(OWNER, "Other", eve.account()), "Gus");
      refused(ErrorCode.NOT_ALLOWED, () -> open(cast, eve, fay.account(), gus.account()));
      ConversationId three = open(cast, eve, fay.account(), ben.account());
      TestSteps.send(cast.as(fay), three, "hello");
      assertThat(cast.texts(ben, three)).containsExactly("hello");
      assertThat(open(cast, OWNER, fay.account(), gus.account())).isNotEqualTo(three);
    }
  }
}
