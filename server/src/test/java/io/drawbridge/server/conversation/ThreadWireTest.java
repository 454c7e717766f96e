package io.drawbridge.server.conversation;

import static io.drawbridge.server.TestSteps.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.ConversationCommand;
import io.drawbridge.protocol.command.InterestCommand;
import io.drawbridge.protocol.command.ThreadCommand;
import io.drawbridge.protocol.conversation.ConversationState;
import io.drawbridge.protocol.conversation.ConversationView;
import io.drawbridge.protocol.frame.LogEvent;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.Door;
import io.drawbridge.server.TestCast;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Threads: recipients, the first message, closing and locks (G-1, G-16, GLUE-19, D9).
 *
 * <p>Shows HCL-16, TS-22.
 */
final class ThreadWireTest {
  @AutoClose static final TestServer SERVER = TestServer.start();
  private static final TestPerson OWNER = SERVER.setUp("Owner");

  private static ThreadCommand.Create within(ConversationId group, AccountId... people) {
    return new ThreadCommand.Create(
        TestSteps.clientId(),
        Optional.empty(),
        "Within",
        List.of(people),
        List.of(group),
        Optional.of("first words"));
  }

  private static ConversationView shown(TestCast cast, TestPerson reader, ConversationId thread) {
    return cast.as(reader).call(new ConversationCommand.Show(thread)).conversation();
  }

  @ParameterizedTest
  @EnumSource
  void peopleAndGroupsReadTheFirstMessage(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      TestPerson cleo = cast.member("Cleo");
      TestPerson eve = cast.external(TestSteps.thread(OWNER, "Elsewhere"), "Eve");
      ConversationId group = TestSteps.group(OWNER, "Team", ben.account());
      ThreadCommand.Create create =
          new ThreadCommand.Create(
              TestSteps.clientId(),
              Optional.of(TestSteps.workspace(OWNER)),
              "Offer",
              List.of(cleo.account(), eve.account()),
              List.of(group),
              Optional.of("first words"));
      ConversationView view = cast.as(OWNER).call(create).conversation();
      assertThat(view.name()).isEqualTo("Offer");
      assertThat(view.hasExternals()).isTrue();
      assertThat(cast.as(OWNER).call(create).conversation()).isEqualTo(view);
      for (TestPerson reader : List.of(OWNER, ben, cleo, eve)) {
        assertThat(cast.texts(reader, view.conversation())).containsExactly("first words");
      }
    }
  }

  /** D9: within one group, addressed to it alone; they see it as long as they see the group. */
  @ParameterizedTest
  @EnumSource
  void externalStartsAThreadWithinHisGroup(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      ConversationId group = TestSteps.group(OWNER, "Partners", ben.account());
      TestPerson eve = cast.external(group, "Eve");
      ConversationId other = TestSteps.group(OWNER, "Others");
      ConversationView view = cast.as(eve).call(within(group)).conversation();
      assertThat(view.foreign()).isTrue();
      assertThat(cast.texts(ben, view.conversation())).containsExactly("first words");
      refused(ErrorCode.NOT_FOUND, () -> cast.as(eve).call(within(group, ben.account())));
      refused(ErrorCode.NOT_FOUND, () -> cast.as(eve).call(within(other)));
      TestSteps.remove(OWNER, group, eve.account());
      refused(ErrorCode.NOT_FOUND, () -> cast.texts(eve, view.conversation()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void threadsGoToGroupsOneIsIn(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      ConversationId foreign = TestSteps.group(OWNER, "Private");
      ConversationId thread = TestSteps.thread(ben, "Bens");
      refused(
          ErrorCode.NOT_ALLOWED,
          () -> TestSteps.thread(cast.as(ben), "Offer", List.of(), List.of(foreign, foreign)));
      refused(
          ErrorCode.NOT_FOUND,
          () ->
              TestSteps.thread(
                  cast.as(ben), "Offer", List.of(), List.of(thread, new ConversationId(99))));
      refused(
          ErrorCode.INVALID,
          () ->
              cast.as(ben)
                  .call(
                      new ThreadCommand.Create(
                          TestSteps.clientId(),
                          Optional.empty(),
                          "Homeless",
                          List.of(),
                          List.of(),
                          Optional.empty())));
    }
  }

  @ParameterizedTest
  @EnumSource
  void closedThreadIsReadOnlyUntilReopened(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      ConversationId thread = TestSteps.thread(OWNER, "Offer", ben.account());
      TestSteps.send(cast.as(ben), thread, "open");
      cast.socket(ben).call(new InterestCommand.Open(thread, Optional.empty()));
      refused(
          ErrorCode.NOT_ALLOWED,
          () -> cast.as(ben).call(new ConversationCommand.Close(TestSteps.clientId(), thread)));
      cast.as(OWNER).call(new ConversationCommand.Close(TestSteps.clientId(), thread));
      cast.socket(ben)
          .await(LogEvent.ConversationChanged.class, it -> it.conversation().equals(thread));
      assertThat(shown(cast, ben, thread).state()).isEqualTo(ConversationState.CLOSED);
      refused(ErrorCode.CLOSED, () -> TestSteps.send(cast.as(ben), thread, "late"));
      assertThat(cast.texts(ben, thread)).containsExactly("open");
      cast.as(OWNER).call(new ConversationCommand.Reopen(TestSteps.clientId(), thread));
      TestSteps.send(cast.as(ben), thread, "again");
    }
  }

  @ParameterizedTest
  @EnumSource
  void locksKeepDetailsAndRepliesToAdmins(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      TestPerson cleo = cast.member("Cleo");
      ConversationId thread = TestSteps.thread(OWNER, "Offer", ben.account());
      cast.as(ben).call(new ConversationCommand.Rename(TestSteps.clientId(), thread, "Bens offer"));
      assertThat(shown(cast, OWNER, thread).name()).isEqualTo("Bens offer");
      cast.as(OWNER).call(new ConversationCommand.Lock(TestSteps.clientId(), thread, true, true));
      refused(
          ErrorCode.LOCKED,
          () ->
              cast.as(ben)
                  .call(new ConversationCommand.Rename(TestSteps.clientId(), thread, "Again")));
      refused(ErrorCode.LOCKED, () -> TestSteps.add(cast.as(ben), thread, cleo.account()));
      refused(ErrorCode.LOCKED, () -> TestSteps.send(cast.as(ben), thread, "hush"));
      TestSteps.send(cast.as(OWNER), thread, "spoken");
      ConversationView view = shown(cast, ben, thread);
      assertThat(view.detailsLocked()).isTrue();
      assertThat(view.repliesLocked()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void groupNamesAreShorterThanSubjects(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      ConversationId group = TestSteps.group(OWNER, "Team");
      ConversationId thread = TestSteps.thread(OWNER, "Offer");
      String longName = "n".repeat(150);
      refused(
          ErrorCode.INVALID,
          () ->
              cast.as(OWNER)
                  .call(new ConversationCommand.Rename(TestSteps.clientId(), group, longName)));
      cast.as(OWNER).call(new ConversationCommand.Rename(TestSteps.clientId(), thread, longName));
      assertThat(shown(cast, OWNER, thread).name()).isEqualTo(longName);
    }
  }
}
