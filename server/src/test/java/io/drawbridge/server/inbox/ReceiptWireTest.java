package io.drawbridge.server.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.Command;
import io.drawbridge.protocol.command.InboxCommand;
import io.drawbridge.protocol.command.InterestCommand;
import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.conversation.Watermark;
import io.drawbridge.protocol.frame.Event;
import io.drawbridge.protocol.frame.LogEvent;
import io.drawbridge.protocol.id.ConversationId;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Read and delivery receipts as watermarks. */
final class ReceiptWireTest {
  @AutoClose static final TestServer SERVER = TestServer.start();

  private static TestPerson ada;
  private static TestPerson ben;
  private ConversationId thread;

  @BeforeAll
  static void people() {
    ada = SERVER.setUp("Ada");
    ben = TestSteps.member(SERVER, ada, "Ben");
  }

  @BeforeEach
  void openThread() {
    thread = TestSteps.thread(ada, "Relaunch", ben.account());
  }

  private List<Watermark> receipts(TestDoor reader) {
    return reader.call(new InboxCommand.ListReceipts(thread)).watermarks();
  }

  @ParameterizedTest
  @EnumSource
  void receiptIsToldToWhoHasTheConversationOpenAndListed(Door door) {
    long pos = TestSteps.send(ada, thread, "hello").pos();
    try (TestClient adas = ada.connect();
        Door.Entered at = door.enter(ben)) {
      adas.call(new InterestCommand.Open(thread, Optional.empty()));
      at.call(new InboxCommand.MarkDelivered(thread, pos));
      Event.ReceiptMoved delivered = adas.await(Event.ReceiptMoved.class);
      assertThat(delivered).isEqualTo(new Event.ReceiptMoved(thread, ben.account(), pos, 0));

      at.call(new InboxCommand.MarkRead(thread, pos));
      adas.await(Event.ReceiptMoved.class, event -> event.read() == pos);
      assertThat(receipts(ada)).containsExactly(new Watermark(ben.account(), pos, pos));
    }
  }

  @ParameterizedTest
  @EnumSource
  void markNeverGoesBackOrBeyondTheHead(Door door) {
    long first = TestSteps.send(ada, thread, "a").pos();
    long head = TestSteps.send(ada, thread, "b").pos();
    try (Door.Entered at = door.enter(ben)) {
      at.call(new InboxCommand.MarkRead(thread, head + 1_000_000));
      at.call(new InboxCommand.MarkRead(thread, first));
      assertThat(receipts(at)).containsExactly(new Watermark(ben.account(), head, head));
    }
  }

  @Test
  void acknowledgedMarkOutlivesARestart() {
    TestServer own = TestServer.start();
    try (own) {
      TestPerson owner = own.setUp("Ada");
      ConversationId mine = TestSteps.thread(owner, "Mine");
      long pos = TestSteps.send(owner, mine, "hello").pos();
      owner.call(new InboxCommand.MarkRead(mine, pos));
      own.restart();
      assertThat(own.signIn("Ada").call(new InboxCommand.ListReceipts(mine)).watermarks())
          .containsExactly(new Watermark(owner.account(), pos, pos));
    }
  }

  /** A mark below a reader's floor is a position they must not learn. */
  @Test
  void leak85MarkBelowTheFloorIsNotToldToTheOutsider() {
    long hidden = TestSteps.send(ada, thread, "hidden").pos();
    TestPerson olga = TestSteps.external(SERVER, ada, thread, "Olga85");
    try (TestClient olgas = olga.connect()) {
      olgas.call(new InterestCommand.Open(thread, Optional.empty()));
      ben.call(new InboxCommand.MarkRead(thread, hidden));
      assertThat(receipts(olga)).isEmpty();
      TestSteps.send(ada, thread, "shown");
      olgas.await(LogEvent.MessagePosted.class);
      assertThat(olgas.events(Event.ReceiptMoved.class)).isEmpty();
    }
  }

  /** Synapse CVE-2023-42453: who is not in it moves no mark, types nothing, reacts to nothing. */
  @ParameterizedTest
  @EnumSource
  void leak86StrangersAndRemovedPeopleLeaveNoTrace(Door door) {
    long pos = TestSteps.send(ada, thread, "hello").pos();
    TestPerson removed = TestSteps.external(SERVER, ada, thread, "Gone" + door);
    TestSteps.remove(ada, thread, removed.account());
    ConversationId other = TestSteps.thread(ada, "Other");
    TestPerson stranger = TestSteps.external(SERVER, ada, other, "Stranger" + door);
    try (TestClient adas = ada.connect()) {
      adas.call(new InterestCommand.Open(thread, Optional.empty()));
      for (TestPerson person : List.of(removed, stranger)) {
        try (Door.Entered at = door.enter(person)) {
          for (Command<?> command :
              List.of(
                  new InboxCommand.MarkRead(thread, pos),
                  new InboxCommand.MarkDelivered(thread, pos),
                  new InboxCommand.ListReceipts(thread),
                  new InterestCommand.StartTyping(thread),
                  new InterestCommand.Follow(TestSteps.clientId(), thread, true),
                  new MessageCommand.React(TestSteps.clientId(), thread, pos, "👍", true))) {
            assertThatThrownBy(() -> at.call(command))
                .isInstanceOfSatisfying(
                    TestDoor.Refused.class,
                    refused -> assertThat(refused.code()).isEqualTo(ErrorCode.NOT_FOUND));
          }
        }
      }
      long last = TestSteps.send(ada, thread, "end").pos();
      adas.await(LogEvent.MessagePosted.class, event -> event.pos() == last);
      assertThat(adas.events(Event.ReceiptMoved.class)).isEmpty();
      assertThat(adas.events(Event.Typing.class)).isEmpty();
      assertThat(adas.events(LogEvent.MessageReacted.class)).isEmpty();
      assertThat(receipts(ada)).isEmpty();
    }
  }
}
