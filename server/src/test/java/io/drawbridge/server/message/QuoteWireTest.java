package io.drawbridge.server.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.command.InboxCommand;
import io.drawbridge.protocol.command.InterestCommand;
import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.conversation.Message;
import io.drawbridge.protocol.frame.LogEvent;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.Door;
import io.drawbridge.server.TestCast;
import io.drawbridge.server.TestClient;
import io.drawbridge.server.TestDoor;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A quote is shown to those who see the quoted message, at every door (Leak67, Leak11): nobody
 * learns from a visible message where an invisible one stands.
 */
final class QuoteWireTest {
  @AutoClose static final TestServer SERVER = TestServer.start();
  private static final TestPerson OWNER = SERVER.setUp("Owner");

  @ParameterizedTest
  @EnumSource
  void quoteOfAnInvisibleMessageIsAbsentAtEveryDoor(Door door) {
    try (TestCast cast = new TestCast(SERVER, OWNER, door)) {
      TestPerson ben = cast.member("Ben");
      ConversationId thread = TestSteps.thread(OWNER, "Offer", ben.account());
      long hidden = TestSteps.send(OWNER, thread, "before").pos();
      TestPerson eve = cast.external(thread, "Eve");
      TestClient eves = cast.socket(eve);
      TestClient bens = cast.socket(ben);
      eves.call(new InterestCommand.Open(thread, Optional.empty()));
      bens.call(new InterestCommand.Open(thread, Optional.empty()));
      long shown = TestSteps.send(OWNER, thread, "after").pos();
      long about = quoting(thread, eve, ben, hidden);
      long open = quoting(thread, eve, ben, shown);

      assertThat(live(bens, about).quote()).contains(hidden);
      assertThat(live(eves, about).quote()).isEmpty();
      assertThat(live(eves, open).quote()).contains(shown);
      assertQuotes(cast, ben, thread, about, Optional.of(hidden));
      assertQuotes(cast, eve, thread, about, Optional.empty());
      assertQuotes(cast, eve, thread, open, Optional.of(shown));
      assertThat(again(ben, thread, shown, about).quote()).contains(hidden);
      assertThat(again(eve, thread, shown, about).quote()).isEmpty();
      assertThat(again(eve, thread, shown, open).quote()).contains(shown);
    }
  }

  /** A message that names both, quotes another and is pinned. */
  private static long quoting(ConversationId thread, TestPerson eve, TestPerson ben, long quoted) {
    String text = "<@%s> <@%s> see above".formatted(eve.account(), ben.account());
    long pos =
        OWNER
            .call(new MessageCommand.Send(TestSteps.clientId(), thread, text, Optional.of(quoted)))
            .pos();
    OWNER.call(new MessageCommand.Pin(TestSteps.clientId(), thread, pos, true));
    return pos;
  }

  private static Message live(TestClient reader, long pos) {
    return reader.await(LogEvent.MessagePosted.class, event -> event.pos() == pos).message();
  }

  /** The event that a new connection gets, from where it left off. */
  private static Message again(TestPerson reader, ConversationId thread, long cursor, long pos) {
    try (TestClient client = reader.connect()) {
      client.call(new InterestCommand.Open(thread, Optional.of(cursor)));
      return live(client, pos);
    }
  }

  private static void assertQuotes(
      TestCast cast, TestPerson reader, ConversationId thread, long pos, Optional<Long> quote) {
    TestDoor door = cast.as(reader);
    List<List<Message>> answers =
        List.of(
            door.call(
                    new MessageCommand.ShowHistory(
                        thread,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(pos),
                        Optional.empty()))
                .messages(),
            door.call(new MessageCommand.ListPins(thread)).messages(),
            door.call(new InboxCommand.ListMentions(Optional.empty())).messages());
    for (List<Message> answer : answers) {
      assertThat(answer)
          .filteredOn(message -> message.pos() == pos)
          .singleElement()
          .satisfies(message -> assertThat(message.quote()).isEqualTo(quote));
    }
  }
}
