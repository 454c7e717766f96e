package io.drawbridge.client.bot;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.client.testkit.FakeChatServer;
import io.drawbridge.client.testkit.FakeConnection;
import io.drawbridge.client.testkit.Script;
import io.drawbridge.protocol.command.InboxCommand;
import io.drawbridge.protocol.command.InterestCommand;
import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.command.SessionCommand;
import io.drawbridge.protocol.frame.Event;
import io.drawbridge.protocol.frame.LogEvent;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.people.Person;
import io.drawbridge.protocol.result.InboxResult;
import io.drawbridge.protocol.result.InterestResult;
import io.drawbridge.protocol.result.MessageResult;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BotWireTest {

  private static final ConversationId ROOM = new ConversationId(7);
  private static final ConversationId LATER = new ConversationId(8);

  private final FakeChatServer server = FakeChatServer.start();
  private final AtomicLong positions = new AtomicLong(1_000);
  private final Person ann = server.world().person(2, "Ann");
  private final Person otherBot = server.world().bot(3, "Other");

  BotWireTest() {
    server.on(
        InboxCommand.ListInbox.class,
        list -> new InboxResult.Inbox(List.of(server.world().listed(ROOM, 0)), Optional.empty()));
    server.on(
        MessageCommand.Send.class,
        send ->
            new MessageResult.Sent(
                send.conversation(), positions.incrementAndGet(), Instant.EPOCH));
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void conversationsOfTheInboxAreOpenedAndAnswered() {
    try (Bot bot = builder().onMessage(echo()).build()) {
      bot.start().join();
      server.awaitCommand(InterestCommand.Open.class, open -> open.conversation().equals(ROOM));

      connection().send(posted(1, ann, "hello"));

      assertThat(sent("hello").conversation()).isEqualTo(ROOM);
    }
  }

  @Test
  void ownMessagesAndThoseOfOtherBotsAreNotAnswered() {
    try (Bot bot = builder().onMessage(echo()).build()) {
      bot.start().join();

      connection()
          .send(
              posted(1, server.world().self(), "mine"),
              posted(2, otherBot, "a bot's"),
              posted(3, ann, "Ann's"));

      sent("Ann's");
      assertThat(server.received(MessageCommand.Send.class)).hasSize(1);
    }
  }

  @Test
  void twoBotsThatAnswerEachOtherStop() {
    try (Bot bot = builder().onMessage(echo()).answerBots(3).build()) {
      bot.start().join();

      for (long pos = 1; pos <= 6; pos++) {
        connection().send(posted(pos, otherBot, "turn " + pos));
      }
      connection().send(posted(7, ann, "a person"), posted(8, otherBot, "again"));

      sent("again");
      assertThat(server.received(MessageCommand.Send.class))
          .extracting(MessageCommand.Send::text)
          .containsExactly("turn 1", "turn 2", "turn 3", "a person", "again");
    }
  }

  @Test
  void commandsComeBeforeMentionsAndMentionsBeforeMessages() {
    try (Bot bot =
        builder()
            .onCommand("!sum", message -> message.reply("sum of " + message.arguments()))
            .onMention(message -> message.reply("you called"))
            .onMessage(message -> message.reply("just talk"))
            .build()) {
      bot.start().join();

      connection()
          .send(
              posted(1, ann, "/SUM 1 2"),
              posted(2, ann, "!sum  3 4 "),
              posted(3, ann, "hi <@" + server.world().self().id() + ">"),
              posted(4, ann, "!other"));

      sent("just talk");
      assertThat(server.received(MessageCommand.Send.class))
          .extracting(MessageCommand.Send::text)
          .containsExactly("sum of 1 2", "sum of 3 4", "you called", "just talk");
    }
  }

  @Test
  void middlewareStandsBeforeTheHandlersInTheOrderGiven() {
    try (Bot bot =
        builder()
            .use((message, next) -> {
              message.reply("outer");
              next.handle(message);
            })
            .use((message, next) -> {
              if (!message.text().contains("secret")) {
                next.handle(message);
              }
            })
            .onMessage(echo())
            .build()) {
      bot.start().join();

      connection().send(posted(1, ann, "secret"), posted(2, ann, "open"));

      sent("open");
      assertThat(server.received(MessageCommand.Send.class))
          .extracting(MessageCommand.Send::text)
          .containsExactly("outer", "outer", "open");
    }
  }

  @Test
  void handlerThatFailsDoesNotEndTheBot() {
    try (Bot bot =
        builder()
            .onMessage(message -> {
              if (message.text().equals("bad")) {
                throw new IllegalStateException("scripted");
              }
              message.reply(message.text());
            })
            .build()) {
      bot.start().join();

      connection().send(posted(1, ann, "bad"), posted(2, ann, "good"));

      sent("good");
    }
  }

  @Test
  void conversationThatIsGainedIsOpenedAndWhatWasJustSaidIsAnswered() {
    try (Bot bot = builder().onMessage(echo()).build()) {
      bot.start().join();
      server.on(
          InterestCommand.Open.class,
          open -> new InterestResult.Opened(server.world().conversation(LATER, "Later"), 40));
      server.on(
          MessageCommand.ShowHistory.class,
          history ->
              new MessageResult.History(
                  List.of(server.world().posted(LATER, 40, ann, "first words").message()),
                  false,
                  false));

      connection()
          .send(
              new Event.AccessGained(server.world().conversation(LATER, "Later")),
              server.world().posted(LATER, 41, ann, "second words"));

      sent("second words");
      assertThat(server.received(MessageCommand.Send.class))
          .extracting(MessageCommand.Send::text)
          .containsExactly("first words", "second words");
    }
  }

  @Test
  void whatWasGainedButCouldNotBeToldIsFoundInTheInbox() {
    try (Bot bot = builder().onMessage(echo()).build()) {
      bot.start().join();
      server
          .script(
              SessionCommand.Resume.class,
              resume -> Script.answer(server.world().resync(List.of(ROOM))))
          .on(
              InboxCommand.ListInbox.class,
              list ->
                  list.after().isEmpty()
                      ? new InboxResult.Inbox(
                          List.of(server.world().listed(ROOM, 0)), Optional.of("more"))
                      : new InboxResult.Inbox(
                          List.of(server.world().listed(LATER, 0)), Optional.empty()))
          .on(
              InterestCommand.Open.class,
              open ->
                  new InterestResult.Opened(
                      server.world().conversation(open.conversation(), "Any"), 40))
          .on(
              MessageCommand.ShowHistory.class,
              history ->
                  new MessageResult.History(
                      List.of(server.world().posted(LATER, 40, ann, "said meanwhile").message()),
                      false,
                      false));

      connection().drop();

      assertThat(sent("said meanwhile").conversation()).isEqualTo(LATER);
      assertThat(server.received(InterestCommand.Open.class))
          .extracting(InterestCommand.Open::conversation)
          .containsExactly(ROOM, LATER);
    }
  }

  @Test
  void sameMessageHandledAgainIsAnsweredWithTheSameClientId() {
    String first;
    try (Bot bot = builder().onMessage(echo()).build()) {
      bot.start().join();
      connection().send(posted(5, ann, "once"));
      first = sent("once").clientId();
    }
    try (Bot bot = builder().onMessage(echo()).build()) {
      bot.start().join();
      server.awaitConnection(2).send(posted(5, ann, "once"));
      server.awaitCommand(
          MessageCommand.Send.class, any -> server.received(MessageCommand.Send.class).size() == 2);
    }
    assertThat(server.received(MessageCommand.Send.class))
        .extracting(MessageCommand.Send::clientId)
        .containsExactly(first, first);
  }

  private BotBuilder builder() {
    return Bot.builder(server.uri(), "a-bot-token");
  }

  private static Handler echo() {
    return message -> message.reply(message.text());
  }

  private FakeConnection connection() {
    return server.awaitConnection(1);
  }

  private MessageCommand.Send sent(String text) {
    return server.awaitCommand(MessageCommand.Send.class, send -> send.text().equals(text));
  }

  private LogEvent.MessagePosted posted(long pos, Person author, String text) {
    return server.world().posted(ROOM, pos, author, text);
  }
}
