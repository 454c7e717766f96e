package io.drawbridge.server.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.command.InboxCommand;
import io.drawbridge.protocol.command.InterestCommand;
import io.drawbridge.protocol.conversation.InboxEntry;
import io.drawbridge.protocol.conversation.Message;
import io.drawbridge.protocol.frame.Event;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.result.InboxResult.Inbox;
import io.drawbridge.server.Door;
import io.drawbridge.server.TestClient;
import io.drawbridge.server.TestDoor;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * G-20: the inbox, mentions and the read mark, on all of a person's devices.
 *
 * <p>Shows HCL-20.
 */
final class InboxWireTest {
  @AutoClose static final TestServer SERVER = TestServer.start();

  private static TestPerson ada;
  private static TestPerson ben;

  @BeforeAll
  static void people() {
    ada = SERVER.setUp("Ada");
    ben = TestSteps.member(SERVER, ada, "Ben");
  }

  private static Inbox inbox(TestDoor reader) {
    return reader.call(new InboxCommand.ListInbox(Optional.empty(), Optional.of(200)));
  }

  private static InboxEntry entry(TestDoor reader, ConversationId conversation) {
    return inbox(reader).entries().stream()
        .filter(entry -> entry.conversation().id().equals(conversation))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @EnumSource
  void entryTellsWhatIsNewUntilItIsRead(Door door) {
    ConversationId thread = TestSteps.thread(ada, "Relaunch", ben.account());
    TestSteps.send(ada, thread, "hello");
    long last = TestSteps.send(ada, thread, "see <@%s>".formatted(ben.account())).pos();
    try (Door.Entered at = door.enter(ben)) {
      InboxEntry fresh = entry(at, thread);
      assertThat(fresh.unread()).isTrue();
      assertThat(fresh.unreadCount()).isEqualTo(2);
      assertThat(fresh.mentions()).isEqualTo(1);
      assertThat(fresh.preview()).contains("see <@%s>".formatted(ben.account()));
      assertThat(fresh.head()).isEqualTo(last);
      assertThat(at.call(new InboxCommand.ListMentions(Optional.empty())).messages())
          .extracting(Message::pos)
          .contains(last);

      at.call(new InboxCommand.MarkRead(thread, last));
      InboxEntry read = entry(at, thread);
      assertThat(read.unread()).isFalse();
      assertThat(read.mentions()).isZero();
      assertThat(read.readPos()).isEqualTo(last);
    }
  }

  @ParameterizedTest
  @EnumSource
  void newestStandsFirstAndPagesJoin(Door door) {
    ConversationId first = TestSteps.thread(ada, "One", ben.account());
    ConversationId second = TestSteps.thread(ada, "Two", ben.account());
    TestSteps.send(ada, second, "a");
    TestSteps.send(ada, first, "b");
    try (Door.Entered at = door.enter(ben)) {
      Inbox page = at.call(new InboxCommand.ListInbox(Optional.empty(), Optional.of(1)));
      assertThat(page.entries().getFirst().conversation().id()).isEqualTo(first);
      Inbox next = at.call(new InboxCommand.ListInbox(page.next(), Optional.of(1)));
      assertThat(next.entries().getFirst().conversation().id()).isEqualTo(second);
    }
  }

  @Test
  void readMarkReachesThePersonsOtherDevices() {
    ConversationId thread = TestSteps.thread(ada, "Relaunch", ben.account());
    long pos = TestSteps.send(ada, thread, "hello").pos();
    TestPerson tablet = SERVER.signIn("Ben");
    try (TestClient here = ben.connect();
        TestClient there = tablet.connect()) {
      here.call(new InboxCommand.MarkRead(thread, pos));
      Event.MarkerMoved moved =
          there.await(Event.MarkerMoved.class, event -> event.conversation().equals(thread));
      assertThat(moved.read()).isEqualTo(pos);
      assertThat(entry(tablet, thread).readPos()).isEqualTo(pos);
      assertThat(here.events(Event.MarkerMoved.class)).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void followedConversationSaysSo(Door door) {
    ConversationId thread = TestSteps.thread(ada, "Relaunch", ben.account());
    try (Door.Entered at = door.enter(ben)) {
      assertThat(entry(at, thread).followed()).isFalse();
      at.call(new InterestCommand.Follow(TestSteps.clientId(), thread, true));
      assertThat(entry(at, thread).followed()).isTrue();
      at.call(new InterestCommand.Follow(TestSteps.clientId(), thread, false));
      assertThat(entry(at, thread).followed()).isFalse();
    }
  }

  /** Unread and mention counts, previews and heads are of what the reader may see. */
  @ParameterizedTest
  @EnumSource
  void leak89OutsiderIsCountedWhatHeMaySee(Door door) {
    ConversationId thread = TestSteps.thread(ada, "Relaunch", ben.account());
    for (int i = 0; i < 5; i++) {
      TestSteps.send(ada, thread, "hidden");
    }
    TestPerson olga = TestSteps.external(SERVER, ada, thread, "Olga" + door);
    try (Door.Entered at = door.enter(olga)) {
      InboxEntry quiet = entry(at, thread);
      assertThat(quiet.unread()).isFalse();
      assertThat(quiet.unreadCount()).isZero();
      assertThat(quiet.preview()).isEmpty();

      TestSteps.send(ada, thread, "shown");
      InboxEntry fresh = entry(at, thread);
      assertThat(fresh.unreadCount()).isEqualTo(1);
      assertThat(fresh.preview()).contains("shown");
      assertThat(inbox(at).entries()).hasSize(1);
    }
  }

  /** A removed person polls everything that lists or counts, and finds nothing. */
  @ParameterizedTest
  @EnumSource
  void leak16RemovedPersonFindsNothingAnywhere(Door door) {
    ConversationId thread = TestSteps.thread(ada, "Relaunch", ben.account());
    TestPerson rudi = TestSteps.external(SERVER, ada, thread, "Rudi" + door);
    TestSteps.send(ada, thread, "you <@%s>".formatted(rudi.account()));
    try (Door.Entered at = door.enter(rudi)) {
      assertThat(inbox(at).entries()).hasSize(1);
      assertThat(mentions(at)).hasSize(1);
      TestSteps.remove(ada, thread, rudi.account());
      assertThat(inbox(at).entries()).isEmpty();
      assertThat(inbox(at).next()).isEmpty();
      assertThat(mentions(at)).isEmpty();
    }
  }

  private static List<Message> mentions(TestDoor at) {
    return at.call(new InboxCommand.ListMentions(Optional.empty())).messages();
  }

  /** Positions and pages of one conversation say nothing of another. */
  @Test
  void leak95PlaceInTheInboxSaysNothingOfWhatWasBefore() {
    ConversationId busy = TestSteps.thread(ada, "Busy", ben.account());
    long hidden = TestSteps.send(ada, busy, "hidden").pos();
    TestPerson olga = TestSteps.external(SERVER, ada, busy, "Olga95");
    Inbox page = olga.call(new InboxCommand.ListInbox(Optional.empty(), Optional.of(1)));
    assertThat(page.toString())
        .doesNotContain(Long.toString(hidden))
        .doesNotContain(Long.toString(hidden, 36));
  }
}
