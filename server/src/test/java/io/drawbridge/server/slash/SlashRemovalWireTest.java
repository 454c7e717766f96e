package io.drawbridge.server.slash;

import static io.drawbridge.server.TestSteps.refused;
import static io.drawbridge.server.slash.SlashTalk.answer;
import static io.drawbridge.server.slash.SlashTalk.awaitAnswer;
import static io.drawbridge.server.slash.SlashTalk.register;
import static io.drawbridge.server.slash.SlashTalk.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.conversation.HistoryWindow;
import io.drawbridge.protocol.frame.Event;
import io.drawbridge.protocol.id.AskId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.Adding;
import io.drawbridge.server.TestCast;
import io.drawbridge.server.TestClient;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import io.drawbridge.server.slash.SlashTalk.Bot;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nobody is answered after their removal, whatever was under way (G-30, N-1). */
final class SlashRemovalWireTest {
  @AutoClose private static final TestServer SERVER = TestServer.start();
  private static final TestPerson OWNER = SERVER.setUp("Olga");

  @AutoClose private static final Bot BOT = Bot.of(SERVER, OWNER, "Weather");

  private final String name = TestCast.unique("weather");
  private final TestPerson asker = TestSteps.member(SERVER, OWNER, TestCast.unique("Mina"));
  private final ConversationId group =
      TestSteps.group(OWNER, TestCast.unique("Group"), asker.account());

  @BeforeEach
  void offer() {
    TestSteps.add(OWNER, group, BOT.account());
    register(BOT.socket(), TestSteps.workspace(OWNER), Optional.empty(), Optional.empty(), name);
  }

  private static void answerOfAnotherNode(Handle handle, AskId ask, String text) {
    handle.execute(
        """
        insert into slash_answer (ask, client_id, body_hash, id, text, answered_at)
        values (?, 'elsewhere', '\\x00', (random() * 1e15)::bigint + 1, ?, clock_timestamp())
        """,
        ask.value(),
        text);
  }

  /**
   * Another node writes the answer and has not committed it while the asker is removed; what it
   * commits then is told to nobody. What it answers somebody who is there is told here.
   */
  @Test
  void answerOfAnotherNodeThatIsUnderWayIsNotToldAfterTheReceipt() {
    try (TestClient removed = asker.connect();
        TestClient owner = OWNER.connect()) {
      AskId theirs = run(asker, group, name, "x").ask();
      AskId own = run(OWNER, group, name, "x").ask();
      var receipt =
          SERVER
              .database()
              .database()
              .write(handle -> {
                answerOfAnotherNode(handle, theirs, "too late");
                return TestSteps.remove(OWNER, group, asker.account());
              });
      assertThat(receipt).isNotNull();
      SERVER
          .database()
          .database()
          .write(handle -> {
            answerOfAnotherNode(handle, own, "in time");
            return true;
          });
      awaitAnswer(owner, own, "in time");
      assertThat(removed.events(Event.SlashAnswered.class)).isEmpty();
    }
  }

  /** The bot learns no more of who went than that there is nobody to answer. */
  @Test
  void botCannotAnswerWhoWasRemovedNorAreTheyAskedForAgain() {
    AskId ask = run(asker, group, name, "x").ask();
    BOT.awaitAsk(ask);
    TestSteps.remove(OWNER, group, asker.account());
    refused(ErrorCode.NOT_FOUND, () -> answer(BOT.socket(), ask, "too late"));
    refused(ErrorCode.NOT_ALLOWED, () -> run(asker, group, name, "x"));
  }

  /** N-17: what was asked before a gap is not answered after it. */
  @Test
  void whoComesBackIsNotToldWhatTheyAskedBefore() {
    AskId before = run(asker, group, name, "x").ask();
    answer(BOT.socket(), before, "at once");
    TestSteps.remove(OWNER, group, asker.account());
    OWNER.call(Adding.person(group, asker.account()).seeing(new HistoryWindow.FromNow()).command());
    try (TestClient back = asker.connect()) {
      answer(BOT.socket(), before, "of before");
      AskId after = run(asker, group, name, "y").ask();
      answer(BOT.socket(), after, "of now");
      awaitAnswer(back, after, "of now");
      assertThat(back.events(Event.SlashAnswered.class))
          .extracting(Event.SlashAnswered::text)
          .containsExactly("of now");
    }
  }
}
