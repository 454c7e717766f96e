package io.drawbridge.server.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.protocol.command.InvitationCommand;
import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.conversation.HistoryWindow;
import io.drawbridge.protocol.conversation.InvitationView;
import io.drawbridge.protocol.conversation.Message;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.result.MessageResult.History;
import io.drawbridge.server.Door;
import io.drawbridge.server.TestDoor;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** G-22, N-17: history both ways and around, above each reader's floor, at every door. */
final class HistoryWireTest {
  @AutoClose static final TestServer SERVER = TestServer.start();

  private static TestPerson ada;
  private ConversationId thread;

  @BeforeAll
  static void people() {
    ada = SERVER.setUp("Ada");
  }

  @BeforeEach
  void openThread() {
    thread = TestSteps.thread(ada, "Relaunch");
  }

  private List<Long> say(int messages) {
    List<Long> positions = new ArrayList<>();
    for (int i = 0; i < messages; i++) {
      positions.add(TestSteps.send(ada, thread, "m" + i).pos());
    }
    return positions;
  }

  private History newest(TestDoor reader, int limit) {
    return read(reader, Optional.empty(), Optional.empty(), Optional.empty(), limit);
  }

  private History read(
      TestDoor reader,
      Optional<Long> before,
      Optional<Long> after,
      Optional<Long> around,
      int limit) {
    return reader.call(
        new MessageCommand.ShowHistory(thread, before, after, around, Optional.of(limit)));
  }

  private static List<Long> positions(History history) {
    return history.messages().stream().map(Message::pos).toList();
  }

  @ParameterizedTest
  @EnumSource
  void pagesJoinInBothDirectionsAndSayWhereTheyEnd(Door door) {
    List<Long> all = say(10);
    try (Door.Entered at = door.enter(ada)) {
      History last = newest(at, 4);
      assertThat(positions(last)).isEqualTo(all.subList(6, 10));
      assertThat(last.moreBefore()).isTrue();
      assertThat(last.moreAfter()).isFalse();

      History before = read(at, Optional.of(all.get(6)), Optional.empty(), Optional.empty(), 6);
      assertThat(positions(before)).isEqualTo(all.subList(0, 6));
      assertThat(before.moreBefore()).isFalse();
      assertThat(before.moreAfter()).isTrue();

      History after = read(at, Optional.empty(), Optional.of(all.get(5)), Optional.empty(), 3);
      assertThat(positions(after)).isEqualTo(all.subList(6, 9));
      assertThat(after.moreBefore()).isTrue();
      assertThat(after.moreAfter()).isTrue();

      History around = read(at, Optional.empty(), Optional.empty(), Optional.of(all.get(5)), 4);
      assertThat(positions(around)).isEqualTo(all.subList(3, 7));
      assertThat(around.moreBefore()).isTrue();
      assertThat(around.moreAfter()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void windowsOpenExactlyWhatTheySay(Door door) {
    List<Long> all = say(4);
    assertThat(seenBy("Now" + door, new HistoryWindow.FromNow(), door)).isEmpty();
    assertThat(seenBy("All" + door, new HistoryWindow.Everything(), door)).isEqualTo(all);
    assertThat(seenBy("Days" + door, new HistoryWindow.LastDays(1), door)).isEqualTo(all);
    assertThat(seenBy("From" + door, new HistoryWindow.FromMessage(all.get(2)), door))
        .isEqualTo(all.subList(2, 4));
  }

  private List<Long> seenBy(String name, HistoryWindow window, Door door) {
    TestSteps.addByMail(ada, thread, TestServer.address(name), window);
    TestPerson person = SERVER.redeem(name);
    try (Door.Entered at = door.enter(person)) {
      return positions(newest(at, 50));
    }
  }

  /** Counts and flags are secrets too: nothing tells a reader that something lies below. */
  @ParameterizedTest
  @EnumSource
  void leak87FlagsSayNothingOfWhatLiesBelowTheFloor(Door door) {
    List<Long> hidden = say(5);
    TestPerson olga = TestSteps.external(SERVER, ada, thread, "Olga" + door);
    List<Long> shown = say(3);
    try (Door.Entered at = door.enter(olga)) {
      for (History page :
          List.of(
              newest(at, 3),
              newest(at, 50),
              read(at, Optional.empty(), Optional.of(0L), Optional.empty(), 50),
              read(at, Optional.empty(), Optional.of(hidden.get(2)), Optional.empty(), 50),
              read(at, Optional.empty(), Optional.empty(), Optional.of(shown.get(1)), 50))) {
        assertThat(positions(page)).isEqualTo(shown);
        assertThat(page.moreBefore()).isFalse();
        assertThat(page.moreAfter()).isFalse();
      }
      for (long pos : List.of(hidden.get(3), shown.getFirst())) {
        History below = read(at, Optional.of(pos), Optional.empty(), Optional.empty(), 50);
        assertThat(below.messages()).isEmpty();
        assertThat(below.moreBefore()).isFalse();
        assertThat(below.moreAfter()).isTrue();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void leak39ReAddedPersonSeesNothingOfTheGap(Door door) {
    TestPerson olga = TestSteps.external(SERVER, ada, thread, "Back" + door);
    say(2);
    TestSteps.remove(ada, thread, olga.account());
    say(3);
    TestSteps.addByMail(ada, thread, olga.email(), new HistoryWindow.FromNow());
    List<Long> again = say(1);
    try (Door.Entered at = door.enter(olga)) {
      InvitationView invitation =
          at.call(new InvitationCommand.ListInvitations(Optional.empty())).invitations().getFirst();
      at.call(new InvitationCommand.Accept(TestSteps.clientId(), invitation.invitation()));
      assertThat(positions(newest(at, 50))).isEqualTo(again);
    }
  }

  /** Mattermost CVE-2026-20796: the right holds when the data leaves, not only when it is read. */
  @ParameterizedTest
  @EnumSource
  void leak23HistoryRacingARemovalIsBeforeOrAfterNeverLater(Door door) throws Exception {
    TestPerson olga = TestSteps.external(SERVER, ada, thread, "Race" + door);
    int shown = say(20).size();
    AtomicBoolean removed = new AtomicBoolean();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        Door.Entered at = door.enter(olga)) {
      List<Future<Integer>> readers = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        readers.add(threads.submit(() -> readUntilRefused(at, removed, shown)));
      }
      TestSteps.remove(ada, thread, olga.account());
      removed.set(true);
      for (Future<Integer> reader : readers) {
        assertThat(reader.get()).isZero();
      }
    }
  }

  /** The number of reads that began after the receipt and were answered. */
  private int readUntilRefused(TestDoor at, AtomicBoolean removed, int shown) {
    int late = 0;
    for (int i = 0; i < 10_000; i++) {
      boolean after = removed.get();
      try {
        assertThat(newest(at, 50).messages()).hasSize(shown);
        late += after ? 1 : 0;
      } catch (TestDoor.Refused refused) {
        return late;
      }
    }
    return late;
  }

  @ParameterizedTest
  @EnumSource
  void leak38StrangerGetsTheSameAnswerAsForWhatNeverWas(Door door) {
    say(1);
    ConversationId other = TestSteps.thread(ada, "Other");
    TestPerson olga = TestSteps.external(SERVER, ada, other, "Far" + door);
    try (Door.Entered at = door.enter(olga)) {
      String hidden = refusal(at, thread);
      String absent = refusal(at, new ConversationId(thread.value() ^ 1));
      assertThat(hidden).isEqualTo(absent);
    }
  }

  private static String refusal(TestDoor at, ConversationId conversation) {
    List<String> message = new ArrayList<>();
    assertThatThrownBy(() ->
            at.call(
                new MessageCommand.ShowHistory(
                    conversation,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty())))
        .isInstanceOf(TestDoor.Refused.class)
        .satisfies(refused -> message.add(String.valueOf(refused.getMessage())));
    return message.getFirst();
  }
}
