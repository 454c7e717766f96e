package io.drawbridge.server.conversation;

import static io.drawbridge.server.TestSteps.clientId;
import static io.drawbridge.server.TestSteps.refused;
import static io.drawbridge.server.TestSteps.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.ConversationCommand;
import io.drawbridge.protocol.command.GroupCommand;
import io.drawbridge.protocol.command.InboxCommand;
import io.drawbridge.protocol.conversation.ConversationState;
import io.drawbridge.protocol.conversation.HistoryWindow;
import io.drawbridge.protocol.conversation.Message;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.inbox.InboxShow;
import io.drawbridge.protocol.result.MessageResult.History;
import io.drawbridge.server.Adding;
import io.drawbridge.server.Door;
import io.drawbridge.server.TestCast;
import io.drawbridge.server.TestDoor;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Conversations are put away for everybody, and days are found in them (7.12, G-16, G-25). */
final class ArchiveWireTest {
  @AutoClose private static final TestServer SERVER = TestServer.start();
  private static final TestPerson OWNER = SERVER.setUp("Olga");

  private static ConversationId group(TestPerson... people) {
    ConversationId group = TestSteps.group(OWNER, TestCast.unique("Group"));
    for (TestPerson person : people) {
      TestSteps.add(OWNER, group, person.account());
    }
    return group;
  }

  private static List<ConversationId> listed(TestDoor by, InboxShow show) {
    return by
        .call(new InboxCommand.ListInbox(Optional.empty(), Optional.empty(), Optional.of(show)))
        .entries()
        .stream()
        .map(entry -> entry.conversation().conversation())
        .toList();
  }

  private static List<ConversationId> directory(TestDoor by) {
    return by
        .call(
            new GroupCommand.ListGroups(
                TestSteps.workspace(by), Optional.empty(), Optional.empty()))
        .conversations()
        .stream()
        .map(it -> it.conversation())
        .toList();
  }

  private static ConversationState state(TestDoor by, ConversationId conversation) {
    return by.call(new ConversationCommand.Show(conversation)).conversation().state();
  }

  @ParameterizedTest
  @EnumSource
  void archivedConversationIsClosedAndStandsAmongTheArchivedAlone(Door door) {
    TestPerson member = TestSteps.member(SERVER, OWNER, TestCast.unique("Mina"));
    ConversationId group = group(member);
    try (Door.Entered owner = door.enter(OWNER);
        Door.Entered other = door.enter(member)) {
      refused(
          ErrorCode.NOT_ALLOWED,
          () -> other.call(new ConversationCommand.Archive(clientId(), group)));
      assertThat(directory(other)).contains(group);
      owner.call(new ConversationCommand.Archive(clientId(), group));
      assertThat(state(other, group)).isEqualTo(ConversationState.ARCHIVED);
      assertThat(listed(other, InboxShow.ACTIVE)).doesNotContain(group);
      assertThat(listed(other, InboxShow.ARCHIVED)).contains(group);
      assertThat(directory(other)).doesNotContain(group);
      refused(ErrorCode.CLOSED, () -> send(owner, group, "late"));
      owner.call(new ConversationCommand.Close(clientId(), group));
      assertThat(state(owner, group)).isEqualTo(ConversationState.ARCHIVED);

      owner.call(new ConversationCommand.Unarchive(clientId(), group));
      assertThat(state(other, group)).isEqualTo(ConversationState.CLOSED);
      assertThat(listed(other, InboxShow.ACTIVE)).contains(group);
      assertThat(directory(other)).contains(group);
      owner.call(new ConversationCommand.Archive(clientId(), group));
      owner.call(new ConversationCommand.Reopen(clientId(), group));
      send(other, group, "again");
      assertThat(listed(other, InboxShow.ACTIVE)).contains(group);
    }
  }

  /** Leak81: the reminders that wait for it are over, in the same transaction. */
  @Test
  void leak81ArchiveCancelsTheRemindersThatWait() {
    ConversationId group = group();
    Instant later = Instant.now().plus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
    OWNER.call(new InboxCommand.RemindOfEntry(group, Optional.of(later)));
    OWNER.call(new ConversationCommand.Archive(clientId(), group));
    refused(
        ErrorCode.CLOSED,
        () -> OWNER.call(new InboxCommand.RemindOfEntry(group, Optional.of(later))));
    OWNER.call(new InboxCommand.RemindOfEntry(group, Optional.empty()));
    OWNER.call(new ConversationCommand.Unarchive(clientId(), group));
    assertThat(
            OWNER
                .call(
                    new InboxCommand.ListInbox(
                        Optional.empty(), Optional.empty(), Optional.of(InboxShow.ACTIVE)))
                .entries())
        .filteredOn(entry -> entry.conversation().conversation().equals(group))
        .singleElement()
        .satisfies(entry -> assertThat(entry.remindAt()).isEmpty());
  }

  private static List<String> around(TestDoor by, ConversationId where, LocalDate day) {
    History history =
        by.call(
            new ConversationCommand.ShowDate(
                where, day.toString(), Optional.of("UTC"), Optional.empty()));
    return history.messages().stream().map(Message::text).flatMap(Optional::stream).toList();
  }

  /** A day below the floor shows what is above it, and tells nothing of what is not. */
  @ParameterizedTest
  @EnumSource
  void dayIsFoundAboveTheFloor(Door door) {
    ConversationId group = group();
    send(OWNER, group, "before");
    TestPerson member = TestSteps.member(SERVER, OWNER, TestCast.unique("Nora"));
    OWNER.call(
        Adding.person(group, member.account()).seeing(new HistoryWindow.FromNow()).command());
    send(OWNER, group, "after");
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    try (Door.Entered owner = door.enter(OWNER);
        Door.Entered other = door.enter(member)) {
      for (LocalDate day : List.of(today.minusYears(20), today, today.plusDays(2))) {
        assertThat(around(owner, group, day)).containsExactly("before", "after");
        assertThat(around(other, group, day)).containsExactly("after");
      }
      refused(
          ErrorCode.NOT_FOUND,
          () -> around(other, TestSteps.thread(OWNER, TestCast.unique("Hidden")), today));
    }
  }
}
