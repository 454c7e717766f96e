package io.drawbridge.server.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.command.InboxCommand;
import io.drawbridge.protocol.command.InterestCommand;
import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.conversation.InboxEntry;
import io.drawbridge.protocol.conversation.Message;
import io.drawbridge.protocol.frame.Event;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.inbox.InboxShow;
import io.drawbridge.protocol.policy.PolicyKey;
import io.drawbridge.protocol.result.InboxResult.Saved;
import io.drawbridge.server.Door;
import io.drawbridge.server.Setting;
import io.drawbridge.server.TestClient;
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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** G-20: what people make of their own inbox: archived, important, reminded, saved. */
final class SortedInboxWireTest {
  @AutoClose static final TestServer SERVER = TestServer.start();

  private static TestPerson ada;
  private static TestPerson ben;

  @BeforeAll
  static void people() {
    ada = SERVER.setUp("Ada");
    ben = TestSteps.member(SERVER, ada, "Ben");
  }

  private static List<InboxEntry> entries(TestDoor reader, InboxShow show) {
    return reader
        .call(new InboxCommand.ListInbox(Optional.empty(), Optional.of(200), Optional.of(show)))
        .entries();
  }

  private static boolean shows(TestDoor reader, InboxShow show, ConversationId conversation) {
    return entries(reader, show).stream()
        .anyMatch(entry -> entry.conversation().id().equals(conversation));
  }

  private static Saved saved(TestDoor reader) {
    return reader.call(new InboxCommand.ListSaved(Optional.empty(), Optional.empty()));
  }

  @ParameterizedTest
  @EnumSource
  void archivedIsOutOfSightUntilNews(Door door) {
    ConversationId thread = TestSteps.thread(ada, "Relaunch", ben.account());
    long pos = TestSteps.send(ada, thread, "hello").pos();
    try (Door.Entered at = door.enter(ben)) {
      at.call(new InboxCommand.ArchiveEntry(thread, Optional.of(pos)));
      assertThat(shows(at, InboxShow.ACTIVE, thread)).isFalse();
      assertThat(shows(at, InboxShow.IMPORTANT, thread)).isFalse();
      assertThat(entries(at, InboxShow.ARCHIVED))
          .filteredOn(entry -> entry.conversation().id().equals(thread))
          .singleElement()
          .matches(InboxEntry::archived);
      assertThat(shows(ada, InboxShow.ACTIVE, thread)).as("in the inbox of another").isTrue();

      TestSteps.send(ada, thread, "news");
      assertThat(shows(at, InboxShow.ACTIVE, thread)).isTrue();
      assertThat(shows(at, InboxShow.ARCHIVED, thread)).isFalse();
    }
  }

  @Test
  void positionAheadOfTheNewestHidesNoNews() {
    ConversationId thread = TestSteps.thread(ada, "Relaunch", ben.account());
    TestSteps.send(ada, thread, "hello");
    ben.call(new InboxCommand.ArchiveEntry(thread, Optional.of(Limits.NUMBER_MAX)));
    assertThat(shows(ben, InboxShow.ARCHIVED, thread)).isTrue();
    TestSteps.send(ada, thread, "news");
    assertThat(shows(ben, InboxShow.ACTIVE, thread)).isTrue();
  }

  /** N-15: the position says nothing of what another external wrote, or of what lies below. */
  @Test
  void positionAheadOfTheNewestTellsNothingOfAnotherExternal() {
    ConversationId thread = TestSteps.thread(ada, "Offer");
    ada.call(Setting.of(thread, Setting.value(PolicyKey.EXTERNALS_SEE_EXTERNALS, false)));
    TestPerson eve = TestSteps.external(SERVER, ada, thread, "Eve");
    TestPerson gus = TestSteps.external(SERVER, ada, thread, "Gus");
    long seen = TestSteps.send(ada, thread, "to both").pos();
    long hidden = TestSteps.send(gus, thread, "from another").pos();
    TestPerson tablet = SERVER.signIn("Eve");
    try (TestClient device = tablet.connect()) {
      eve.call(new InboxCommand.ArchiveEntry(thread, Optional.of(Limits.NUMBER_MAX)));
      Event.EntryChanged changed =
          device.await(Event.EntryChanged.class, event -> event.conversation().equals(thread));
      assertThat(changed.archivedPos().orElseThrow()).isBetween(seen, hidden - 1);
    }
    assertThat(shows(eve, InboxShow.ARCHIVED, thread)).isTrue();
    TestSteps.send(gus, thread, "more");
    assertThat(shows(eve, InboxShow.ARCHIVED, thread)).as("no news to them").isTrue();
    TestSteps.send(ada, thread, "news");
    assertThat(shows(eve, InboxShow.ACTIVE, thread)).isTrue();
  }

  @Test
  void putBackItIsInSight() {
    ConversationId thread = TestSteps.thread(ada, "Relaunch", ben.account());
    long pos = TestSteps.send(ada, thread, "hello").pos();
    ben.call(new InboxCommand.ArchiveEntry(thread, Optional.of(pos)));
    ben.call(new InboxCommand.ArchiveEntry(thread, Optional.empty()));
    assertThat(shows(ben, InboxShow.ACTIVE, thread)).isTrue();
  }

  @Test
  void otherDevicesHearOfIt() {
    ConversationId thread = TestSteps.thread(ada, "Relaunch", ben.account());
    long pos = TestSteps.send(ada, thread, "hello").pos();
    TestPerson tablet = SERVER.signIn("Ben");
    try (TestClient here = ben.connect();
        TestClient there = tablet.connect();
        TestClient another = ada.connect()) {
      here.call(new InboxCommand.ArchiveEntry(thread, Optional.of(pos)));
      Event.EntryChanged changed =
          there.await(Event.EntryChanged.class, event -> event.conversation().equals(thread));
      assertThat(changed.archivedPos()).contains(pos);
      assertThat(here.events(Event.EntryChanged.class)).isEmpty();
      assertThat(another.events(Event.EntryChanged.class)).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void importantIsWhatOneStartedWroteInFollowsOrIsMentionedIn(Door door) {
    ConversationId plain = TestSteps.thread(ada, "Plain", ben.account());
    TestSteps.send(ada, plain, "hello");
    ConversationId wrote = TestSteps.thread(ada, "Wrote", ben.account());
    TestSteps.send(ben, wrote, "hello");
    ConversationId mentioned = TestSteps.thread(ada, "Mentioned", ben.account());
    TestSteps.send(ada, mentioned, "see <@%s>".formatted(ben.account()));
    ConversationId followed = TestSteps.thread(ada, "Followed", ben.account());
    ben.call(new InterestCommand.Follow(TestSteps.clientId(), followed, true));
    ConversationId started = TestSteps.thread(ben, "Started", ada.account());
    try (Door.Entered at = door.enter(ben)) {
      List<ConversationId> important =
          entries(at, InboxShow.IMPORTANT).stream().map(it -> it.conversation().id()).toList();
      assertThat(important).contains(wrote, mentioned, followed, started).doesNotContain(plain);
    }
  }

  /** What somebody deleted they did not write. */
  @Test
  void deletedMessageMakesNothingImportant() {
    ConversationId thread = TestSteps.thread(ada, "Relaunch", ben.account());
    long pos = TestSteps.send(ben, thread, "oops").pos();
    assertThat(shows(ben, InboxShow.IMPORTANT, thread)).isTrue();
    ben.call(new MessageCommand.Delete(TestSteps.clientId(), thread, pos));
    assertThat(shows(ben, InboxShow.IMPORTANT, thread)).isFalse();
  }

  @Test
  void reminderComesToTheFrontOnAllDevices() {
    ConversationId thread = TestSteps.thread(ada, "Relaunch", ben.account());
    long pos = TestSteps.send(ada, thread, "hello").pos();
    ConversationId newer = TestSteps.thread(ada, "Newer", ben.account());
    TestSteps.send(ada, newer, "hello");
    ben.call(new InboxCommand.ArchiveEntry(thread, Optional.of(pos)));
    try (TestClient device = ben.connect()) {
      ben.call(new InboxCommand.RemindOfEntry(thread, Optional.of(Instant.now())));
      device.await(
          Event.EntryChanged.class,
          event -> event.conversation().equals(thread) && event.reminded());
    }
    assertThat(entries(ben, InboxShow.ACTIVE).getFirst().conversation().id()).isEqualTo(thread);
    assertThat(shows(ben, InboxShow.REMINDED, thread)).isTrue();

    ben.call(new InboxCommand.ArchiveEntry(thread, Optional.of(pos)));
    assertThat(shows(ben, InboxShow.REMINDED, thread)).isFalse();
  }

  @Test
  void reminderThatIsToComeShowsAndCanBeTakenBack() {
    ConversationId thread = TestSteps.thread(ada, "Relaunch", ben.account());
    Instant later = Instant.now().plus(Duration.ofDays(3)).truncatedTo(ChronoUnit.MILLIS);
    ben.call(new InboxCommand.RemindOfEntry(thread, Optional.of(later)));
    assertThat(entries(ben, InboxShow.ACTIVE))
        .filteredOn(entry -> entry.conversation().id().equals(thread))
        .singleElement()
        .satisfies(entry -> assertThat(entry.remindAt()).contains(later));
    ben.call(new InboxCommand.RemindOfEntry(thread, Optional.empty()));
    assertThat(entries(ben, InboxShow.ACTIVE))
        .filteredOn(entry -> entry.conversation().id().equals(thread))
        .singleElement()
        .satisfies(entry -> assertThat(entry.remindAt()).isEmpty());
    Instant tooLate = Instant.now().plus(Duration.ofDays(4_000));
    TestSteps.refused(
        ErrorCode.INVALID,
        () -> ben.call(new InboxCommand.RemindOfEntry(thread, Optional.of(tooLate))));
  }

  /** Leak 77, 78: a reminder of what is no longer theirs does not come, nor what they saved. */
  @Test
  void leak77NothingComesAfterTheRemoval() {
    ConversationId thread = TestSteps.thread(ada, "Offer", ben.account());
    TestPerson olga = TestSteps.external(SERVER, ada, thread, "Olga");
    long pos = TestSteps.send(ada, thread, "the price").pos();
    olga.call(new InboxCommand.SaveMessage(thread, pos, true));
    olga.call(new InboxCommand.RemindOfEntry(thread, Optional.of(Instant.now().plusSeconds(1))));
    try (TestClient device = olga.connect()) {
      TestSteps.remove(ada, thread, olga.account());
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() ->
              SERVER
                      .database()
                      .execute(
                          "update marker set delivered_pos = 0"
                              + " where reminded_mark is not null and conversation = ?",
                          thread.value())
                  == 1);
      assertThat(device.events(Event.EntryChanged.class)).isEmpty();
    }
    assertThat(entries(olga, InboxShow.REMINDED)).isEmpty();
    assertThat(saved(olga).messages()).isEmpty();
    for (InboxCommand<?> command :
        List.of(
            new InboxCommand.SaveMessage(thread, pos, true),
            new InboxCommand.ArchiveEntry(thread, Optional.of(pos)),
            new InboxCommand.RemindOfEntry(thread, Optional.empty()))) {
      TestSteps.refused(ErrorCode.NOT_FOUND, () -> olga.call(command));
    }
  }

  @ParameterizedTest
  @EnumSource
  void savedMessagesStandInTheOrderOfSaving(Door door) {
    TestPerson reader = TestSteps.member(SERVER, ada, "Reader" + door);
    ConversationId one = TestSteps.thread(ada, "One", reader.account());
    ConversationId two = TestSteps.thread(ada, "Two", reader.account());
    long first = TestSteps.send(ada, one, "first").pos();
    long second = TestSteps.send(ada, two, "second").pos();
    long third = TestSteps.send(ada, one, "third").pos();
    try (Door.Entered at = door.enter(reader)) {
      at.call(new InboxCommand.SaveMessage(one, third, true));
      at.call(new InboxCommand.SaveMessage(one, first, true));
      at.call(new InboxCommand.SaveMessage(two, second, true));
      at.call(new InboxCommand.SaveMessage(one, first, true));
      assertThat(saved(at).messages())
          .extracting(Message::text)
          .containsExactly(Optional.of("second"), Optional.of("first"), Optional.of("third"));

      Saved page = at.call(new InboxCommand.ListSaved(Optional.empty(), Optional.of(2)));
      Saved rest = at.call(new InboxCommand.ListSaved(page.next(), Optional.of(2)));
      assertThat(rest.messages()).extracting(Message::pos).containsExactly(third);
      assertThat(rest.next()).isEmpty();

      ada.call(new MessageCommand.Delete(TestSteps.clientId(), two, second));
      at.call(new InboxCommand.SaveMessage(one, third, false));
      assertThat(saved(at).messages()).extracting(Message::pos).containsExactly(first);
      TestSteps.refused(
          ErrorCode.NOT_FOUND, () -> at.call(new InboxCommand.SaveMessage(two, second, true)));
    }
  }
}
