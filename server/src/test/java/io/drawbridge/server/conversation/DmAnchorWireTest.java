package io.drawbridge.server.conversation;

import static io.drawbridge.server.TestSteps.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.WorkspaceCommand;
import io.drawbridge.protocol.frame.Event;
import io.drawbridge.protocol.frame.LogEvent;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.Adding;
import io.drawbridge.server.Door;
import io.drawbridge.server.TestCast;
import io.drawbridge.server.TestClient;
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

  /** Ben, a member, and Eve, an external, who meet in one thread. */
  private record Offer(TestPerson ben, TestPerson eve, ConversationId thread) {
    static Offer in(TestCast cast) {
      TestPerson ben = cast.member("Ben");
      ConversationId thread = TestSteps.thread(OWNER, "Offer", ben.account());
      return new Offer(ben, cast.external(thread, "Eve"), thread);
    }
  }

  private static ConversationId open(TestCast cast, TestPerson by, AccountId... people) {
    return TestSteps.dm(cast.as(by), people).conversation();
  }

  /** Neither sending nor history. */
  private static void assertClosed(TestCast cast, TestPerson person, ConversationId dm) {
    refused(ErrorCode.NOT_FOUND, () -> cast.texts(person, dm));
    refused(ErrorCode.NOT_FOUND, () -> TestSteps.send(cast.as(person), dm, "too late"));
  }

  @ParameterizedTest
  @EnumSource
  void dmOfAnExternalClosesWithItsAnchorD7(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      Offer offer = Offer.in(cast);
      ConversationId dm = open(cast, offer.eve(), offer.ben().account());
      assertThat(open(cast, offer.ben(), offer.eve().account())).isEqualTo(dm);
      TestSteps.send(cast.as(offer.ben()), dm, "between us");
      TestClient eves = cast.socket(offer.eve());
      TestClient bens = cast.socket(offer.ben());
      TestSteps.remove(cast.as(OWNER), offer.thread(), offer.eve().account());
      assertThat(eves.await(Event.AccessEnded.class, it -> it.conversation().equals(dm)).reason())
          .isNotNull();
      bens.await(
          LogEvent.MemberLeft.class,
          it -> it.conversation().equals(dm) && it.person().equals(offer.eve().account()));
      assertClosed(cast, offer.eve(), dm);
      refused(ErrorCode.NOT_FOUND, () -> open(cast, offer.eve(), offer.ben().account()));
      assertThat(cast.texts(offer.ben(), dm)).containsExactly("between us");
    }
  }

  /** N-6: as long as some path leads to the anchor the DM stays, and it goes with the last. */
  @ParameterizedTest
  @EnumSource
  void dmStaysWhileAnyPathLeadsToItsAnchorD7(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      ConversationId group = TestSteps.group(OWNER, "Partners");
      ConversationId thread = TestSteps.thread(OWNER, "Offer", List.of(), List.of(group));
      TestPerson eve = cast.external(thread, "Eve");
      ConversationId dm = open(cast, eve, OWNER.account());
      TestSteps.add(cast.as(OWNER), group, eve.account());
      TestSteps.remove(cast.as(OWNER), thread, eve.account());
      TestSteps.send(cast.as(eve), dm, "still here");
      TestSteps.removeGroup(cast.as(OWNER), thread, group);
      assertClosed(cast, eve, dm);
    }
  }

  @ParameterizedTest
  @EnumSource
  void exclusionFromTheAnchorClosesTheDmD7(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson fay = cast.external(TestSteps.thread(OWNER, "Meeting"), "Fay");
      ConversationId group = TestSteps.group(OWNER, "Partners", fay.account());
      ConversationId thread = TestSteps.thread(OWNER, "Offer", List.of(), List.of(group));
      TestPerson eve = cast.external(thread, "Eve");
      ConversationId dm = open(cast, fay, eve.account());
      TestSteps.send(cast.as(eve), dm, "hello");
      TestSteps.removeAll(cast.as(OWNER), thread, fay.account());
      assertClosed(cast, fay, dm);
      assertThat(cast.texts(eve, dm)).containsExactly("hello");
    }
  }

  @ParameterizedTest
  @EnumSource
  void leavingTheAnchorClosesTheDmForTheExternalOnlyD7(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      Offer offer = Offer.in(cast);
      ConversationId dm = open(cast, offer.eve(), offer.ben().account());
      TestSteps.leave(cast.as(offer.ben()), offer.thread());
      TestSteps.send(cast.as(offer.eve()), dm, "are you there?");
      assertThat(cast.texts(offer.ben(), dm)).containsExactly("are you there?");
      TestSteps.leave(cast.as(offer.eve()), offer.thread());
      assertClosed(cast, offer.eve(), dm);
    }
  }

  @ParameterizedTest
  @EnumSource
  void dmClosesWhenItsAnchorExpiresD7(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson eve = cast.external(TestSteps.thread(OWNER, "Meeting"), "Eve");
      ConversationId thread = TestSteps.thread(OWNER, "Offer");
      TestPerson fay = cast.external(thread, "Fay");
      cast.as(OWNER)
          .call(
              Adding.person(thread, eve.account())
                  .endingAt(Instant.now().plus(Duration.ofSeconds(3)))
                  .command());
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
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      Offer offer = Offer.in(cast);
      ConversationId dm = open(cast, offer.eve(), offer.ben().account());
      cast.as(OWNER)
          .call(
              new WorkspaceCommand.Suspend(
                  TestSteps.clientId(),
                  TestSteps.workspace(OWNER),
                  offer.eve().account(),
                  Optional.empty()));
      assertClosed(cast, offer.eve(), dm);
      cast.as(OWNER)
          .call(
              new WorkspaceCommand.Unsuspend(
                  TestSteps.clientId(), TestSteps.workspace(OWNER), offer.eve().account()));
      TestSteps.send(cast.as(offer.ben()), dm, "again");
      assertThat(cast.texts(offer.eve(), dm)).containsExactly("again");
    }
  }

  /** N-17: somebody who shares another conversation opens it again, from then on. */
  @ParameterizedTest
  @EnumSource
  void reopenedDmShowsOnlyWhatFollowsD7(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      Offer offer = Offer.in(cast);
      ConversationId dm = open(cast, offer.eve(), offer.ben().account());
      TestSteps.send(cast.as(offer.ben()), dm, "before");
      ConversationId other =
          TestSteps.thread(OWNER, "Other", offer.ben().account(), offer.eve().account());
      TestSteps.remove(cast.as(OWNER), offer.thread(), offer.eve().account());
      assertClosed(cast, offer.eve(), dm);
      TestSteps.send(cast.as(offer.ben()), dm, "between");
      assertThat(open(cast, offer.eve(), offer.ben().account())).isEqualTo(dm);
      TestSteps.send(cast.as(offer.ben()), dm, "after");
      assertThat(cast.texts(offer.eve(), dm)).containsExactly("after");
      TestSteps.remove(cast.as(OWNER), other, offer.eve().account());
      assertClosed(cast, offer.eve(), dm);
    }
  }

  /** GLUE-3: what a member opens is the external's own, until they leave it. */
  @ParameterizedTest
  @EnumSource
  void dmThatAMemberOpenedStaysD7(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      Offer offer = Offer.in(cast);
      ConversationId dm = open(cast, offer.ben(), offer.eve().account());
      TestSteps.remove(cast.as(OWNER), offer.thread(), offer.eve().account());
      TestSteps.send(cast.as(offer.eve()), dm, "thank you");
      assertThat(cast.texts(offer.ben(), dm)).containsExactly("thank you");
      assertThat(open(cast, offer.eve(), offer.ben().account())).isEqualTo(dm);
    }
  }

  /** One anchor for all: an external brings nobody together who meets nowhere else. */
  @ParameterizedTest
  @EnumSource
  void externalBringsNobodyTogetherD7(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      Offer offer = Offer.in(cast);
      TestPerson fay = cast.external(offer.thread(), "Fay");
      TestPerson gus =
          cast.external(TestSteps.thread(OWNER, "Other", offer.eve().account()), "Gus");
      refused(ErrorCode.NOT_ALLOWED, () -> open(cast, offer.eve(), fay.account(), gus.account()));
      ConversationId three = open(cast, offer.eve(), fay.account(), offer.ben().account());
      TestSteps.send(cast.as(fay), three, "hello");
      assertThat(cast.texts(offer.ben(), three)).containsExactly("hello");
      assertThat(open(cast, OWNER, fay.account(), gus.account())).isNotEqualTo(three);
    }
  }
}
