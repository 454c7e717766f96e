package io.drawbridge.server.membership;

import static io.drawbridge.server.TestSteps.clientId;
import static io.drawbridge.server.TestSteps.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.InterestCommand;
import io.drawbridge.protocol.command.MemberCommand;
import io.drawbridge.protocol.frame.Event;
import io.drawbridge.protocol.frame.LogEvent;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.Door;
import io.drawbridge.server.TestCast;
import io.drawbridge.server.TestClient;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A removal is taken back, through both doors: live and in history (N-18).
 *
 * <p>Shows GLUE-22.
 */
final class UndoRemovalWireTest {
  @AutoClose static final TestServer SERVER = TestServer.start();
  private static final TestPerson OWNER = SERVER.setUp("Owner");

  private static MemberCommand.UndoRemove undo(
      ConversationId where, AccountId person, boolean openGap) {
    return new MemberCommand.UndoRemove(
        clientId(), where, Optional.of(person), Optional.empty(), openGap);
  }

  private static void awaitPosted(TestClient socket, long pos) {
    socket.await(LogEvent.MessagePosted.class, it -> it.pos() == pos);
  }

  /** What was sent meanwhile is in the history if the gap was opened, and was never delivered. */
  @ParameterizedTest
  @EnumSource
  void removedExternalIsBackWithTheGapOpenOrClosed(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      for (boolean openGap : new boolean[] {true, false}) {
        ConversationId thread = TestSteps.thread(OWNER, "Offer");
        TestPerson eve = cast.external(thread, "Eve");
        TestClient socket = cast.socket(eve);
        TestSteps.send(OWNER, thread, "before");
        TestSteps.remove(cast.as(OWNER), thread, eve.account());
        socket.await(Event.AccessEnded.class, it -> it.conversation().equals(thread));
        long gap = TestSteps.send(OWNER, thread, "meanwhile").pos();
        refused(ErrorCode.NOT_FOUND, () -> cast.texts(eve, thread));

        cast.as(OWNER).call(undo(thread, eve.account(), openGap));

        TestSteps.send(OWNER, thread, "after");
        if (openGap) {
          assertThat(cast.texts(eve, thread)).containsExactly("before", "meanwhile", "after");
        } else {
          assertThat(cast.texts(eve, thread)).containsExactly("after");
        }
        TestClient fresh = eve.connect();
        fresh.call(new InterestCommand.Open(thread, Optional.empty()));
        awaitPosted(fresh, TestSteps.send(OWNER, thread, "live").pos());
        fresh.close();
        assertThat(socket.events(LogEvent.MessagePosted.class)).noneMatch(it -> it.pos() == gap);
        refused(
            ErrorCode.CONFLICT, () -> cast.as(OWNER).call(undo(thread, eve.account(), openGap)));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void othersTakeNothingBack(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      ConversationId thread = TestSteps.thread(OWNER, "Offer", ben.account());
      TestPerson eve = cast.external(thread, "Eve");
      TestPerson finn = cast.external(thread, "Finn");
      TestSteps.remove(OWNER, thread, eve.account());
      refused(ErrorCode.NOT_FOUND, () -> cast.as(ben).call(undo(thread, eve.account(), true)));
      refused(ErrorCode.NOT_ALLOWED, () -> cast.as(finn).call(undo(thread, eve.account(), true)));
      refused(ErrorCode.NOT_FOUND, () -> cast.as(eve).call(undo(thread, eve.account(), true)));
    }
  }
}
