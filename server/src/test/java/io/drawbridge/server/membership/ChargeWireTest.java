package io.drawbridge.server.membership;

import static io.drawbridge.server.TestSteps.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.ConversationCommand;
import io.drawbridge.protocol.command.GroupCommand;
import io.drawbridge.protocol.command.InterestCommand;
import io.drawbridge.protocol.command.WorkspaceCommand;
import io.drawbridge.protocol.conversation.ConversationKind;
import io.drawbridge.protocol.conversation.ConversationRole;
import io.drawbridge.protocol.conversation.ExternalGrant;
import io.drawbridge.protocol.conversation.Visibility;
import io.drawbridge.protocol.frame.LogEvent;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.people.WorkspaceRole;
import io.drawbridge.protocol.result.WorkspaceResult;
import io.drawbridge.server.Adding;
import io.drawbridge.server.Door;
import io.drawbridge.server.TestCast;
import io.drawbridge.server.TestClient;
import io.drawbridge.server.TestDoor;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * 7.3, 7.7: somebody is in charge, whatever takes the last one away; and what only externals are
 * left in is found and ended by the workspace's admins.
 */
final class ChargeWireTest {
  @AutoClose static final TestServer SERVER = TestServer.start();
  private static final TestPerson OWNER = SERVER.setUp("Owner");

  /** A thread that Ben started; Cleo has been there longer than Dora, and Eve is an external. */
  private record Offer(
      TestPerson ben, TestPerson cleo, TestPerson dora, TestPerson eve, ConversationId thread) {
    static Offer in(TestCast cast) {
      TestPerson ben = cast.member("Ben");
      TestPerson cleo = cast.member("Cleo");
      TestPerson dora = cast.member("Dora");
      ConversationId thread = TestSteps.thread(ben, "Offer", cleo.account());
      TestSteps.add(ben, thread, dora.account());
      return new Offer(
          ben, cleo, dora, TestSteps.external(SERVER, ben, thread, TestCast.unique("Eve")), thread);
    }

    /** Cleo is named to be in charge, and is. */
    void assertCleoIsInCharge(TestCast cast, TestClient doras) {
      doras.await(
          LogEvent.MemberPromoted.class,
          it -> it.conversation().equals(thread) && it.person().equals(cleo.account()));
      assertThat(role(cast, cleo, thread)).isEqualTo(ConversationRole.ADMIN);
      assertThat(role(cast, dora, thread)).isEqualTo(ConversationRole.MEMBER);
      refused(ErrorCode.NOT_ALLOWED, () -> TestSteps.remove(cast.as(dora), thread, eve.account()));
      TestSteps.remove(cast.as(cleo), thread, eve.account());
      refused(ErrorCode.NOT_FOUND, () -> cast.texts(eve, thread));
    }
  }

  private static WorkspaceId workspace() {
    return TestSteps.workspace(OWNER);
  }

  private static ConversationRole role(TestCast cast, TestPerson person, ConversationId where) {
    return cast.as(person).call(new ConversationCommand.Show(where)).conversation().role();
  }

  private static TestClient open(TestCast cast, TestPerson person, ConversationId where) {
    TestClient socket = cast.socket(person);
    socket.call(new InterestCommand.Open(where, Optional.empty()));
    return socket;
  }

  private static List<ExternalGrant> externals(TestDoor by, int pageSize) {
    List<ExternalGrant> all = new ArrayList<>();
    Optional<String> after = Optional.empty();
    do {
      WorkspaceResult.WorkspaceExternals page =
          by.call(new WorkspaceCommand.ListExternals(workspace(), after, Optional.of(pageSize)));
      all.addAll(page.externals());
      after = page.next();
      assertThat(page.more()).isEqualTo(after.isPresent());
    } while (after.isPresent());
    return all;
  }

  @ParameterizedTest
  @EnumSource
  void starterWhoLeavesLeavesSomebodyInCharge(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      Offer offer = Offer.in(cast);
      TestClient doras = open(cast, offer.dora(), offer.thread());
      TestSteps.leave(cast.as(offer.ben()), offer.thread());
      offer.assertCleoIsInCharge(cast, doras);
    }
  }

  @ParameterizedTest
  @EnumSource
  void starterWhoIsSuspendedLeavesSomebodyInCharge(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      Offer offer = Offer.in(cast);
      TestClient doras = open(cast, offer.dora(), offer.thread());
      cast.as(OWNER)
          .call(
              new WorkspaceCommand.Suspend(
                  TestSteps.clientId(), workspace(), offer.ben().account(), Optional.empty()));
      offer.assertCleoIsInCharge(cast, doras);
    }
  }

  @ParameterizedTest
  @EnumSource
  void starterWhoIsRemovedFromTheWorkspaceLeavesSomebodyInCharge(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      Offer offer = Offer.in(cast);
      TestClient doras = open(cast, offer.dora(), offer.thread());
      cast.as(OWNER)
          .call(
              new WorkspaceCommand.RemoveMember(
                  TestSteps.clientId(), workspace(), offer.ben().account()));
      offer.assertCleoIsInCharge(cast, doras);
    }
  }

  /** An admin of the workspace was in charge as long as they were one. */
  @ParameterizedTest
  @EnumSource
  void adminOfTheWorkspaceWhoIsDemotedLeavesSomebodyInCharge(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      Offer offer = Offer.in(cast);
      TestPerson ada = cast.member("Ada");
      setRole(cast, ada, WorkspaceRole.ADMIN);
      TestSteps.add(cast.as(offer.ben()), offer.thread(), ada.account());
      TestSteps.leave(cast.as(offer.ben()), offer.thread());
      assertThat(role(cast, offer.cleo(), offer.thread())).isEqualTo(ConversationRole.MEMBER);
      TestClient doras = open(cast, offer.dora(), offer.thread());
      setRole(cast, ada, WorkspaceRole.MEMBER);
      offer.assertCleoIsInCharge(cast, doras);
    }
  }

  private static void setRole(TestCast cast, TestPerson person, WorkspaceRole role) {
    cast.as(OWNER)
        .call(
            new WorkspaceCommand.SetRole(
                TestSteps.clientId(), workspace(), person.account(), role));
  }

  /** 7.7: admins of a recipient group are in charge, until the group is taken off. */
  @ParameterizedTest
  @EnumSource
  void groupThatIsTakenOffLeavesSomebodyInCharge(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      Offer offer = Offer.in(cast);
      TestPerson gus = cast.member("Gus");
      ConversationId team = TestSteps.group(offer.ben(), "Team", gus.account());
      cast.as(offer.ben())
          .call(
              new GroupCommand.SetRole(
                  TestSteps.clientId(), team, gus.account(), ConversationRole.ADMIN));
      cast.as(offer.ben()).call(Adding.group(offer.thread(), team).command());
      TestSteps.leave(cast.as(offer.ben()), team);
      TestSteps.leave(cast.as(offer.ben()), offer.thread());
      assertThat(role(cast, gus, offer.thread())).isEqualTo(ConversationRole.ADMIN);
      assertThat(role(cast, offer.cleo(), offer.thread())).isEqualTo(ConversationRole.MEMBER);
      TestClient doras = open(cast, offer.dora(), offer.thread());
      TestSteps.removeGroup(cast.as(gus), offer.thread(), team);
      offer.assertCleoIsInCharge(cast, doras);
    }
  }

  @ParameterizedTest
  @EnumSource
  void lastAdminOfAGroupWhoIsRemovedLeavesSomebodyInCharge(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      TestPerson cleo = cast.member("Cleo");
      ConversationId group = TestSteps.group(ben, "Partners", cleo.account());
      TestPerson eve = TestSteps.external(SERVER, ben, group, TestCast.unique("Eve"));
      cast.as(OWNER)
          .call(
              new WorkspaceCommand.RemoveMember(TestSteps.clientId(), workspace(), ben.account()));
      assertThat(role(cast, cleo, group)).isEqualTo(ConversationRole.ADMIN);
      TestSteps.remove(cast.as(cleo), group, eve.account());
      refused(ErrorCode.NOT_FOUND, () -> cast.texts(eve, group));
    }
  }

  @ParameterizedTest
  @EnumSource
  void lastAdminOfAGroupWhoseTimePassesLeavesSomebodyInCharge(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      TestPerson cleo = cast.member("Cleo");
      TestPerson gus = cast.member("Gus");
      ConversationId group = TestSteps.group(gus, "Partners", cleo.account());
      cast.as(gus)
          .call(
              Adding.person(group, ben.account())
                  .endingAt(Instant.now().plus(Duration.ofSeconds(4)))
                  .command());
      cast.as(gus)
          .call(
              new GroupCommand.SetRole(
                  TestSteps.clientId(), group, ben.account(), ConversationRole.ADMIN));
      TestSteps.leave(cast.as(gus), group);
      Awaitility.await()
          .untilAsserted(
              () -> assertThat(role(cast, cleo, group)).isEqualTo(ConversationRole.ADMIN));
    }
  }

  /** Nobody is named before: there is nobody who could be. */
  @ParameterizedTest
  @EnumSource
  void whatOnlyExternalsAreLeftInIsFoundAndEndedByTheOwner(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      ConversationId secret =
          cast.as(ben)
              .call(
                  new GroupCommand.Create(
                      TestSteps.clientId(), workspace(), "Hush", Visibility.SECRET, List.of()))
              .conversation()
              .id();
      TestPerson eve = TestSteps.external(SERVER, ben, secret, TestCast.unique("Eve"));
      TestPerson fay = TestSteps.external(SERVER, ben, secret, TestCast.unique("Fay"));
      ConversationId listed = TestSteps.group(ben, "Partners", eve.account());
      TestSteps.leave(cast.as(ben), secret);
      TestSteps.send(cast.as(eve), secret, "alone at last");
      refused(ErrorCode.NOT_FOUND, () -> cast.texts(OWNER, secret));

      List<ExternalGrant> found = externals(cast.as(OWNER), 1);
      assertThat(found)
          .filteredOn(grant -> grant.conversation().equals(secret))
          .hasSize(2)
          .allSatisfy(grant -> {
            assertThat(grant.kind()).isEqualTo(ConversationKind.GROUP);
            assertThat(grant.name()).isEmpty();
            assertThat(grant.sponsor()).contains(ben.account());
            assertThat(grant.person().external()).isTrue();
          });
      assertThat(found)
          .filteredOn(grant -> grant.conversation().equals(listed))
          .singleElement()
          .satisfies(grant -> assertThat(grant.name()).contains("Partners"));

      TestSteps.remove(cast.as(OWNER), secret, eve.account());
      refused(ErrorCode.NOT_FOUND, () -> cast.texts(eve, secret));
      TestSteps.remove(cast.as(OWNER), secret, fay.account());
      refused(ErrorCode.NOT_FOUND, () -> cast.texts(fay, secret));
      assertThat(externals(cast.as(OWNER), 200))
          .noneMatch(grant -> grant.conversation().equals(secret));
    }
  }

  @ParameterizedTest
  @EnumSource
  void nobodyButAdminsListsExternals(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      TestPerson eve = cast.external(TestSteps.thread(OWNER, "Offer"), "Eve");
      refused(ErrorCode.NOT_ALLOWED, () -> externals(cast.as(ben), 50));
      refused(ErrorCode.NOT_FOUND, () -> externals(cast.as(eve), 50));
    }
  }

  /** The owner ends the part of externals only, and learns nothing by trying others. */
  @ParameterizedTest
  @EnumSource
  void ownerWithoutAPathTakesOutNobodyElse(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      Offer offer = Offer.in(cast);
      TestPerson gil = cast.external(TestSteps.thread(OWNER, "Other"), "Gil");
      for (TestPerson other : List.of(offer.cleo(), gil)) {
        refused(
            ErrorCode.NOT_FOUND,
            () -> TestSteps.remove(cast.as(OWNER), offer.thread(), other.account()));
      }
      TestSteps.remove(cast.as(OWNER), offer.thread(), offer.eve().account());
      refused(ErrorCode.NOT_FOUND, () -> cast.texts(offer.eve(), offer.thread()));
    }
  }
}
