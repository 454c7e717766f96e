package io.drawbridge.server.membership;

import static io.drawbridge.server.TestSteps.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.InterestCommand;
import io.drawbridge.protocol.command.MemberCommand;
import io.drawbridge.protocol.conversation.HistoryWindow;
import io.drawbridge.protocol.conversation.Path;
import io.drawbridge.protocol.conversation.PathKind;
import io.drawbridge.protocol.conversation.RosterEntry;
import io.drawbridge.protocol.conversation.RosterState;
import io.drawbridge.protocol.frame.Event;
import io.drawbridge.protocol.frame.LogEvent;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.result.MemberResult.MemberAdded;
import io.drawbridge.server.Adding;
import io.drawbridge.server.Door;
import io.drawbridge.server.TestCast;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Adding, by address and by name, through both doors (G-3, G-22, GLUE-24..30).
 *
 * <p>Shows GLUE-2, GLUE-25, GLUE-26, HAP-14, HAP-16.
 */
final class AddExternalWireTest {
  @AutoClose static final TestServer SERVER = TestServer.start();
  private static final TestPerson OWNER = SERVER.setUp("Owner");

  @ParameterizedTest
  @EnumSource
  void addressIsInvitedUntilItsOwnerComes(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      ConversationId thread = TestSteps.thread(cast.as(OWNER), "Offer");
      TestPerson olga = cast.external(thread, "Olga");
      String name = TestCast.unique("Piet");
      MemberAdded added =
          cast.as(OWNER).call(Adding.email(thread, TestServer.address(name)).command());
      assertThat(added.state()).isEqualTo(RosterState.INVITED);
      assertThat(cast.roster(OWNER, thread))
          .anySatisfy(entry -> {
            assertThat(entry.email()).contains(TestServer.address(name));
            assertThat(entry.state()).isEqualTo(RosterState.INVITED);
            assertThat(entry.invitation()).isEqualTo(added.invitation());
          });
      assertThat(cast.roster(olga, thread)).noneMatch(entry -> entry.email().isPresent());
      TestPerson piet = SERVER.redeem(name);
      assertThat(cast.roster(OWNER, thread))
          .noneMatch(entry -> entry.email().isPresent())
          .anyMatch(entry ->
              entry.person().filter(it -> it.id().equals(piet.account())).isPresent()
                  && entry.person().get().external());
    }
  }

  /** D3, GLUE-28, leak 49. */
  @ParameterizedTest
  @EnumSource
  void addressWithAndWithoutAnAccountLookTheSame(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson known = cast.external(TestSteps.thread(OWNER, "Elsewhere"), "Known");
      ConversationId thread = TestSteps.thread(cast.as(OWNER), "Offer");
      String unknown = TestServer.address(TestCast.unique("unknown"));
      MemberAdded one = cast.as(OWNER).call(Adding.email(thread, known.email()).command());
      MemberAdded other = cast.as(OWNER).call(Adding.email(thread, unknown).command());
      assertThat(one.state()).isEqualTo(other.state());
      assertThat(one.invitation()).isPresent();
      assertThat(other.invitation()).isPresent();
      List<RosterEntry> invited =
          cast.roster(OWNER, thread).stream().filter(it -> it.email().isPresent()).toList();
      assertThat(invited)
          .hasSize(2)
          .allSatisfy(entry -> {
            assertThat(entry.person()).isEmpty();
            assertThat(entry.state()).isEqualTo(RosterState.INVITED);
            assertThat(entry.sponsor()).contains(OWNER.account());
          });
      refused(ErrorCode.NOT_FOUND, () -> cast.texts(known, thread));
    }
  }

  @ParameterizedTest
  @EnumSource
  void externalSeesFromNowOn(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      ConversationId thread = TestSteps.thread(OWNER, "Offer");
      TestSteps.send(cast.as(OWNER), thread, "before");
      cast.as(OWNER).call(Adding.email(thread, TestServer.address("fromnow" + door)).command());
      TestSteps.send(cast.as(OWNER), thread, "between");
      TestPerson eve = SERVER.redeem("fromnow" + door);
      TestSteps.send(cast.as(OWNER), thread, "after");
      assertThat(cast.texts(eve, thread)).containsExactly("between", "after");
    }
  }

  @ParameterizedTest
  @EnumSource
  void windowIsFixedAtTheAdd(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      ConversationId thread = TestSteps.thread(OWNER, "Offer");
      TestSteps.send(OWNER, thread, "one");
      long two = TestSteps.send(OWNER, thread, "two").pos();
      TestSteps.send(OWNER, thread, "three");
      ConversationId meeting = TestSteps.thread(OWNER, "Meeting");
      TestPerson all = cast.external(meeting, "All");
      TestPerson some = cast.external(meeting, "Some");
      TestPerson days = cast.external(meeting, "Days");
      TestPerson none = cast.external(meeting, "None");
      cast.as(OWNER)
          .call(
              Adding.person(thread, all.account())
                  .seeing(new HistoryWindow.Everything())
                  .command());
      cast.as(OWNER)
          .call(
              Adding.person(thread, some.account())
                  .seeing(new HistoryWindow.FromMessage(two))
                  .command());
      cast.as(OWNER)
          .call(
              Adding.person(thread, days.account())
                  .seeing(new HistoryWindow.LastDays(1))
                  .command());
      cast.as(OWNER).call(Adding.person(thread, none.account()).command());
      cast.as(OWNER).call(Adding.person(thread, ben.account()).command());
      assertThat(cast.texts(all, thread)).containsExactly("one", "two", "three");
      assertThat(cast.texts(some, thread)).containsExactly("two", "three");
      assertThat(cast.texts(days, thread)).containsExactly("one", "two", "three");
      assertThat(cast.texts(none, thread)).isEmpty();
      assertThat(cast.texts(ben, thread)).containsExactly("one", "two", "three");
    }
  }

  /** Leak 122: whatever is asked for, it is cut at the adder's own floor. */
  @ParameterizedTest
  @EnumSource
  void nobodyOpensMoreThanHeSees(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      ConversationId thread = TestSteps.thread(OWNER, "Offer");
      long secret = TestSteps.send(OWNER, thread, "secret").pos();
      TestPerson ben = cast.member("Ben");
      OWNER.call(
          Adding.person(thread, ben.account()).seeing(new HistoryWindow.FromNow()).command());
      TestSteps.send(OWNER, thread, "open");
      TestPerson eve = cast.external(TestSteps.thread(OWNER, "Other", ben.account()), "Eve");
      refused(
          ErrorCode.NOT_FOUND,
          () ->
              cast.as(ben)
                  .call(
                      Adding.person(thread, eve.account())
                          .seeing(new HistoryWindow.FromMessage(secret))
                          .command()));
      cast.as(ben)
          .call(
              Adding.person(thread, eve.account())
                  .seeing(new HistoryWindow.Everything())
                  .command());
      assertThat(cast.texts(eve, thread)).containsExactly("open");
    }
  }

  /** GLUE-27: by name only from contacts; a stranger's account does not exist (leak 43). */
  @ParameterizedTest
  @EnumSource
  void strangerCannotBeAddedByName(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      TestPerson hidden = cast.external(TestSteps.thread(OWNER, "Without Ben"), "Hidden");
      ConversationId thread = TestSteps.thread(cast.as(ben), "Bens");
      refused(
          ErrorCode.NOT_FOUND,
          () -> cast.as(ben).call(Adding.person(thread, hidden.account()).command()));
      refused(
          ErrorCode.NOT_FOUND,
          () -> cast.as(ben).call(Adding.person(thread, new AccountId(99)).command()));
    }
  }

  /** D2, TS-29: externals add nobody. */
  @ParameterizedTest
  @EnumSource
  void externalAddsNobody(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      ConversationId thread = TestSteps.thread(OWNER, "Offer", ben.account());
      TestPerson eve = cast.external(thread, "Eve");
      refused(
          ErrorCode.NOT_ALLOWED,
          () ->
              cast.as(eve)
                  .call(
                      Adding.email(thread, TestServer.address(TestCast.unique("friend")))
                          .command()));
      refused(
          ErrorCode.NOT_ALLOWED,
          () -> cast.as(eve).call(Adding.person(thread, ben.account()).command()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void addingTwiceChangesNothing(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      ConversationId thread = TestSteps.thread(OWNER, "Offer");
      MemberCommand.Add add = Adding.person(thread, ben.account()).command();
      assertThat(cast.as(OWNER).call(add).state()).isEqualTo(RosterState.ACTIVE);
      assertThat(cast.as(OWNER).call(add).state()).isEqualTo(RosterState.ACTIVE);
      assertThat(cast.as(OWNER).call(Adding.person(thread, ben.account()).command()).state())
          .isEqualTo(RosterState.ACTIVE);
      assertThat(cast.roster(OWNER, thread)).hasSize(2);
    }
  }

  /** N-9, TS-36. */
  @ParameterizedTest
  @EnumSource
  void accessEndsByItself(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson eve = cast.external(TestSteps.thread(OWNER, "Elsewhere"), "Eve");
      ConversationId thread = TestSteps.thread(OWNER, "Offer");
      cast.as(OWNER)
          .call(
              Adding.person(thread, eve.account())
                  .endingAt(Instant.now().plusMillis(1500))
                  .command());
      assertThat(cast.texts(eve, thread)).isEmpty();
      cast.socket(eve).await(Event.AccessEnded.class, it -> it.conversation().equals(thread));
      refused(ErrorCode.NOT_FOUND, () -> cast.texts(eve, thread));
      Awaitility.await().untilAsserted(() -> assertThat(cast.roster(OWNER, thread)).hasSize(1));
      refused(
          ErrorCode.INVALID,
          () ->
              cast.as(OWNER)
                  .call(
                      Adding.person(thread, eve.account())
                          .endingAt(Instant.now().minusSeconds(5))
                          .command()));
    }
  }

  /** Found by the random histories. */
  @ParameterizedTest
  @EnumSource
  void theEndOfOneOfTwoPathsIsNoDeparture(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      ConversationId group = TestSteps.group(OWNER, "Team", ben.account());
      ConversationId thread = TestSteps.thread(OWNER, "Offer", List.of(), List.of(group));
      cast.socket(OWNER).call(new InterestCommand.Open(thread, Optional.empty()));
      cast.as(OWNER)
          .call(
              Adding.person(thread, ben.account())
                  .endingAt(Instant.now().plusMillis(1200))
                  .command());
      TestPerson cleo = cast.member("Cleo");
      cast.as(OWNER)
          .call(
              Adding.person(thread, cleo.account())
                  .endingAt(Instant.now().plusMillis(1200))
                  .command());
      cast.socket(OWNER).await(LogEvent.MemberLeft.class, it -> it.person().equals(cleo.account()));
      assertThat(cast.as(OWNER).call(new MemberCommand.ListPaths(thread, ben.account())).paths())
          .extracting(Path::kind)
          .containsExactly(PathKind.GROUP);
      assertThat(cast.socket(OWNER).events(LogEvent.MemberLeft.class))
          .extracting(LogEvent.MemberLeft::person)
          .doesNotContain(ben.account());
      assertThat(cast.texts(ben, thread)).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void sponsorIsWhoAddedTheExternal(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      ConversationId thread = TestSteps.thread(OWNER, "Offer", ben.account());
      TestPerson eve = TestSteps.external(SERVER, cast.as(ben), thread, TestCast.unique("Eve"));
      assertThat(cast.roster(OWNER, thread))
          .filteredOn(
              entry -> entry.person().filter(it -> it.id().equals(eve.account())).isPresent())
          .extracting(RosterEntry::sponsor)
          .containsExactly(Optional.of(ben.account()));
    }
  }
}
