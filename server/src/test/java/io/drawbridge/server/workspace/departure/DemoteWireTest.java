package io.drawbridge.server.workspace.departure;

import static io.drawbridge.server.TestSteps.clientId;
import static io.drawbridge.server.TestSteps.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.command.ExternalCommand;
import io.drawbridge.protocol.command.SeatCommand;
import io.drawbridge.protocol.command.SeatCommand.Keep;
import io.drawbridge.protocol.command.WorkspaceCommand;
import io.drawbridge.protocol.conversation.RosterEntry;
import io.drawbridge.protocol.frame.LogEvent;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.people.Person;
import io.drawbridge.protocol.policy.PolicyKey;
import io.drawbridge.protocol.policy.PolicyValues;
import io.drawbridge.protocol.result.Receipt;
import io.drawbridge.protocol.result.SeatResult;
import io.drawbridge.server.Adding;
import io.drawbridge.server.Door;
import io.drawbridge.server.Setting;
import io.drawbridge.server.TestCast;
import io.drawbridge.server.TestClient;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Members become externals, externals members, and both leave, through both doors (G-29, 7.10).
 *
 * <p>Shows TS-1, GLUE-8.
 */
final class DemoteWireTest {
  @AutoClose static final TestServer SERVER = TestServer.start();
  private static final TestPerson OWNER = SERVER.setUp("Owner");
  private static final WorkspaceId WORKSPACE = TestSteps.workspace(OWNER);

  private static boolean external(TestCast cast, ConversationId where, TestPerson person) {
    return cast.roster(OWNER, where).stream()
        .map(RosterEntry::person)
        .flatMap(Optional::stream)
        .filter(it -> it.id().equals(person.account()))
        .map(Person::external)
        .findFirst()
        .orElseThrow();
  }

  /** What ended is not delivered, read or resumed from the answer on; what was kept is. */
  @ParameterizedTest
  @EnumSource
  void demotedMemberKeepsWhatWasChosenAndNothingElse(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      String name = TestCast.unique("Ben");
      TestPerson ben = TestSteps.member(SERVER, OWNER, name);
      ConversationId kept = TestSteps.thread(OWNER, "Kept", ben.account());
      ConversationId lost = TestSteps.thread(OWNER, "Lost", ben.account());
      ConversationId group = TestSteps.group(OWNER, TestCast.unique("Team"), ben.account());
      ConversationId byGroup = TestSteps.thread(OWNER, "Led", List.of(), List.of(group));
      TestSteps.send(OWNER, kept, "before");
      TestClient socket = cast.socket(ben);
      long last = TestSteps.send(OWNER, lost, "seen").pos();
      TestSteps.send(OWNER, byGroup, "seen too");

      List<Keep> keep = List.of(new Keep(kept));
      SeatResult.DemotionPreview foretold =
          cast.as(OWNER).call(new SeatCommand.PreviewDemote(WORKSPACE, ben.account(), keep));
      SeatCommand.Demote demote =
          new SeatCommand.Demote(
              clientId(), WORKSPACE, ben.account(), keep, Optional.of("a contractor now"));
      SeatResult.Demoted demoted = cast.as(OWNER).call(demote);
      TestSteps.send(OWNER, lost, "never");
      TestSteps.send(OWNER, byGroup, "never");
      TestSteps.send(OWNER, group, "never");
      TestSteps.send(OWNER, kept, "after");

      assertThat(demoted.kept()).containsExactly(kept).isEqualTo(foretold.kept());
      assertThat(demoted.ended()).isEqualTo(3).isEqualTo(foretold.ended());
      assertThat(demoted.receipt().epoch()).isPresent();
      assertThat(demoted.receipt().sessions())
          .anyMatch(it -> it.session().equals(ben.tokens().session()));
      assertThat(socket.events(LogEvent.MessagePosted.class))
          .filteredOn(it -> !it.conversation().equals(kept))
          .noneMatch(it -> it.pos() > last && it.conversation().equals(lost));
      refused(ErrorCode.UNAUTHENTICATED, () -> ben.call(new AccountCommand.Me()));
      SeatResult.Demoted again = cast.as(OWNER).call(demote);
      assertThat(again.kept()).isEqualTo(demoted.kept());
      assertThat(again.ended()).isEqualTo(demoted.ended());

      TestPerson back = SERVER.signIn(name);
      assertThat(back.call(new AccountCommand.Me()).workspaces()).isEmpty();
      assertThat(cast.texts(back, kept)).containsExactly("before", "after");
      for (ConversationId gone : List.of(lost, group, byGroup)) {
        refused(ErrorCode.NOT_FOUND, () -> cast.texts(back, gone));
      }
      TestSteps.send(cast.as(back), kept, "still here");
      assertThat(external(cast, kept, back)).isTrue();
      refused(
          ErrorCode.NOT_FOUND,
          () ->
              cast.as(back)
                  .call(
                      new WorkspaceCommand.ListMembers(
                          WORKSPACE, Optional.empty(), Optional.empty())));
    }
  }

  /** They see what they saw, need nobody who answers for them, and take no place any more. */
  @ParameterizedTest
  @EnumSource
  void promotedExternalIsAMemberWhereTheyWere(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      ConversationId thread = TestSteps.thread(OWNER, "Offer");
      TestSteps.send(OWNER, thread, "before they came");
      TestPerson eve = cast.external(thread, "Eve");
      TestSteps.send(OWNER, thread, "seen");
      int externals = OWNER.call(new ExternalCommand.Count(WORKSPACE)).counts().all().used();
      SeatCommand.Promote promote =
          new SeatCommand.Promote(
              clientId(), WORKSPACE, eve.account(), Optional.empty(), Optional.of("Welcome"));
      cast.as(OWNER).call(promote);
      assertThat(external(cast, thread, eve)).as("before they accept").isTrue();
      cast.as(eve).call(new AccountCommand.AcceptLink(SERVER.awaitToken(eve.email())));

      assertThat(external(cast, thread, eve)).isFalse();
      assertThat(cast.texts(eve, thread)).containsExactly("seen");
      assertThat(OWNER.call(new ExternalCommand.Count(WORKSPACE)).counts().all().used())
          .isEqualTo(externals - 1);
      RosterEntry entry =
          cast.roster(OWNER, thread).stream()
              .filter(it -> it.person().filter(who -> who.id().equals(eve.account())).isPresent())
              .findFirst()
              .orElseThrow();
      assertThat(entry.sponsor()).isEmpty();
      assertThat(
              cast.as(eve)
                  .call(
                      new WorkspaceCommand.ListMembers(
                          WORKSPACE, Optional.empty(), Optional.of(200)))
                  .members())
          .isNotEmpty();
      refused(
          ErrorCode.NOT_FOUND,
          () ->
              cast.as(OWNER)
                  .call(
                      new SeatCommand.Promote(
                          clientId(),
                          WORKSPACE,
                          eve.account(),
                          Optional.empty(),
                          Optional.empty())));
    }
  }

  @ParameterizedTest
  @EnumSource
  void nobodyElsePromotes(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      ConversationId thread = TestSteps.thread(OWNER, "Offer");
      TestPerson eve = cast.external(thread, "Eve");
      TestPerson ben = cast.member("Ben");
      SeatCommand.Promote promote =
          new SeatCommand.Promote(
              clientId(), WORKSPACE, eve.account(), Optional.empty(), Optional.empty());
      OWNER.call(Setting.of(WORKSPACE, Setting.value(PolicyKey.MEMBER_INVITE, true)));
      refused(ErrorCode.NOT_ALLOWED, () -> cast.as(ben).call(promote));
      refused(ErrorCode.NOT_FOUND, () -> cast.as(eve).call(promote));
      OWNER.call(Setting.back(WORKSPACE, PolicyKey.MEMBER_INVITE));
    }
  }

  /**
   * Members and externals alike: from the answer on nothing of the workspace is written to them.
   */
  @ParameterizedTest
  @EnumSource
  void whoLeavesTheWorkspaceGetsNothingMoreOfIt(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      ConversationId thread = TestSteps.thread(OWNER, "Work", ben.account());
      ConversationId group = TestSteps.group(OWNER, TestCast.unique("Team"));
      OWNER.call(Adding.group(thread, group).command());
      TestPerson eve = cast.external(group, "Eve");
      for (TestPerson who : List.of(ben, eve)) {
        TestClient socket = cast.socket(who);
        long last = TestSteps.send(OWNER, thread, "seen").pos();
        Receipt receipt =
            cast.as(who).call(new SeatCommand.Leave(clientId(), WORKSPACE, Optional.empty()));
        TestSteps.send(OWNER, thread, "never");
        assertThat(receipt.at()).isPresent();
        assertThat(receipt.epoch()).as("for admins only").isEmpty();
        refused(ErrorCode.NOT_FOUND, () -> cast.texts(who, thread));
        assertThat(socket.events(LogEvent.MessagePosted.class)).noneMatch(it -> it.pos() > last);
        assertThat(who.call(new AccountCommand.Me()).workspaces()).isEmpty();
        refused(
            ErrorCode.NOT_FOUND,
            () ->
                cast.as(who).call(new SeatCommand.Leave(clientId(), WORKSPACE, Optional.empty())));
      }
      assertThat(cast.roster(OWNER, thread).stream().flatMap(it -> it.person().stream()))
          .extracting(Person::id)
          .doesNotContain(ben.account(), eve.account());
    }
  }

  /** G-23: a full workspace makes no externals of members who keep something. */
  @ParameterizedTest
  @EnumSource
  void fullQuotaIsForetoldAndRefuses(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      ConversationId thread = TestSteps.thread(OWNER, "Work", ben.account());
      List<Keep> keep = List.of(new Keep(thread));
      OWNER.call(Setting.of(WORKSPACE, PolicyValues.NONE.number(PolicyKey.QUOTA_EXTERNAL_MAX, 0)));
      assertThat(
              cast.as(OWNER)
                  .call(new SeatCommand.PreviewDemote(WORKSPACE, ben.account(), keep))
                  .overQuota())
          .isTrue();
      refused(
          ErrorCode.LIMIT_REACHED,
          () ->
              cast.as(OWNER)
                  .call(
                      new SeatCommand.Demote(
                          clientId(), WORKSPACE, ben.account(), keep, Optional.empty())));
      OWNER.call(Setting.back(WORKSPACE, PolicyKey.QUOTA_EXTERNAL_MAX));
      assertThat(cast.texts(ben, thread)).isEmpty();
    }
  }
}
