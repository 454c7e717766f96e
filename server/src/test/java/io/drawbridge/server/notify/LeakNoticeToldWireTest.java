package io.drawbridge.server.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.command.InboxCommand;
import io.drawbridge.protocol.frame.Event;
import io.drawbridge.protocol.frame.ServerFrame;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.notify.NoticeCause;
import io.drawbridge.protocol.notify.QuietHours;
import io.drawbridge.server.Door;
import io.drawbridge.server.TestCast;
import io.drawbridge.server.TestClient;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Connected people are told of notices, and of nothing that they may not see: D19, HCL-30. */
final class LeakNoticeToldWireTest {
  private static final int THREADS = 8;

  @AutoClose static final TestServer SERVER = TestServer.start();

  private static final TestPerson OWNER = SERVER.setUp("Owner");

  private static long mention(ConversationId thread, TestPerson person) {
    return TestSteps.send(OWNER, thread, "canary <@%s>".formatted(person.account())).pos();
  }

  private static Event.NoticeTold told(TestClient reader, ConversationId thread, long pos) {
    return reader.await(
        Event.NoticeTold.class,
        it -> it.notice().conversation().equals(thread) && it.notice().pos() == pos);
  }

  @Test
  void everyDeviceIsToldOnceAndHearsUntilWhenNothingShouldRing() {
    try (TestCast cast = new TestCast(SERVER, OWNER, Door.HTTP);
        TestClient one = SERVER.signIn("Owner").connect();
        TestClient other = SERVER.signIn("Owner").connect()) {
      ConversationId thread = TestSteps.thread(OWNER, "The bridge");
      TestPerson eve = cast.external(thread, "Eve");
      String text = "canary <@%s>".formatted(OWNER.account());
      long first = TestSteps.send(eve, thread, text).pos();
      Event.NoticeTold told = told(one, thread, first);
      assertThat(told.notice().cause()).isEqualTo(NoticeCause.MENTION);
      assertThat(told.notice().preview()).contains(text);
      assertThat(told.notice().heldUntil()).isEmpty();
      assertThat(told.notice().author().id()).isEqualTo(eve.account());
      assertThat(told(other, thread, first)).isEqualTo(told);

      Instant until = Instant.parse("2100-01-01T00:00:00Z");
      OWNER.call(
          new InboxCommand.SetQuiet(
              new QuietHours(Optional.of(until), Optional.empty(), List.of())));
      long second = TestSteps.send(eve, thread, text).pos();
      assertThat(told(one, thread, second).notice().heldUntil()).contains(until);
      assertThat(one.events(Event.NoticeTold.class))
          .extracting(it -> it.notice().pos())
          .as("none of them twice")
          .doesNotHaveDuplicates();
      OWNER.call(new InboxCommand.SetQuiet(QuietHours.NONE));
    }
  }

  /** N-1: those that are being told at that moment stay behind the removal. */
  @Test
  void leak77RemovedExternalIsToldNothingAfterTheEndOfTheirAccess() {
    try (TestCast cast = new TestCast(SERVER, OWNER, Door.HTTP)) {
      ConversationId kept = TestSteps.thread(OWNER, "Kept");
      TestPerson eve = cast.external(kept, "Eve");
      List<ConversationId> threads = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        ConversationId thread = TestSteps.thread(OWNER, "Thread " + i);
        TestSteps.add(OWNER, thread, eve.account());
        threads.add(thread);
      }
      TestClient device = cast.socket(eve);
      threads.forEach(thread -> mention(thread, eve));
      threads.forEach(thread -> {
        mention(thread, eve);
        TestSteps.removeAll(OWNER, thread, eve.account());
      });
      told(device, kept, mention(kept, eve));
      List<ServerFrame> received = device.received();
      for (ConversationId thread : threads) {
        int end = indexOfEnd(received, thread);
        assertThat(end).as("the end of " + thread).isNotNegative();
        assertThat(received.subList(end, received.size()))
            .noneMatch(it ->
                it instanceof Event.NoticeTold told && told.notice().conversation().equals(thread));
      }
    }
  }

  private static int indexOfEnd(List<ServerFrame> received, ConversationId thread) {
    for (int i = 0; i < received.size(); i++) {
      if (received.get(i) instanceof Event.AccessEnded ended
          && ended.conversation().equals(thread)) {
        return i;
      }
    }
    return -1;
  }

  /** A row that a mistake or an older right left behind says nothing. */
  @Test
  void noticeOfAPlaceThatIsNotOnesOwnIsNotTold() {
    try (TestCast cast = new TestCast(SERVER, OWNER, Door.HTTP)) {
      ConversationId own = TestSteps.thread(OWNER, "Own");
      ConversationId foreign = TestSteps.thread(OWNER, "Foreign");
      TestPerson eve = cast.external(own, "Eve");
      TestClient device = cast.socket(eve);
      long pos = TestSteps.send(OWNER, foreign, "canary").pos();
      SERVER
          .database()
          .execute(
              "insert into notice (account, conversation, pos, message, domain, reason, author)"
                  + " select ?, id, ?, ?, domain, 'mention', ? from conversation where id = ?",
              eve.account().value(),
              pos,
              pos,
              OWNER.account().value(),
              foreign.value());
      told(device, own, mention(own, eve));
      assertThat(device.events(Event.NoticeTold.class))
          .noneMatch(it -> it.notice().conversation().equals(foreign));
    }
  }
}
