package io.drawbridge.client.bot;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.client.ChatClient;
import io.drawbridge.client.Credentials;
import io.drawbridge.client.resume.MemoryCursorStore;
import io.drawbridge.client.resume.Progress;
import io.drawbridge.client.testkit.FakeChatServer;
import io.drawbridge.client.testkit.FakeConnection;
import io.drawbridge.client.testkit.FakeWorld;
import io.drawbridge.client.testkit.Script;
import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.InboxCommand;
import io.drawbridge.protocol.command.InterestCommand;
import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.command.SessionCommand;
import io.drawbridge.protocol.conversation.Head;
import io.drawbridge.protocol.conversation.Message;
import io.drawbridge.protocol.frame.Event;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.people.Person;
import io.drawbridge.protocol.result.InboxResult.Inbox;
import io.drawbridge.protocol.result.InterestResult;
import io.drawbridge.protocol.result.MessageResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/**
 * Tests how a bot finds conversations that its inbox did not show it. A conversation is listed by
 * its newest event; one that gets something while the pages are read is on none of them (G-20,
 * G-30).
 */
class BotJoinsWireTest {

  private static final ConversationId ROOM = new ConversationId(7);
  private static final ConversationId MOVED = new ConversationId(8);
  private static final ConversationId LAST = new ConversationId(9);
  private static final Optional<String> MORE = Optional.of("more");
  private static final Optional<String> END = Optional.empty();

  @AutoClose private final FakeChatServer server = FakeChatServer.start();
  private final FakeWorld world = server.world();
  private final AtomicLong positions = new AtomicLong(1_000);
  private final Person ann = world.person(2, "Ann");

  BotJoinsWireTest() {
    server
        .on(InboxCommand.ListInbox.class, list -> new Inbox(List.of(world.listed(ROOM, 5)), END))
        .on(
            InterestCommand.Open.class,
            open -> new InterestResult.Opened(world.conversation(open.conversation(), "Any"), 40))
        .on(
            MessageCommand.Send.class,
            send ->
                new MessageResult.Sent(
                    send.conversation(), positions.incrementAndGet(), Instant.EPOCH));
    history(said(40, "news"));
  }

  @Test
  void conversationThatMovesBetweenTwoPagesIsOpenedByItsHead() {
    server.script(
        InboxCommand.ListInbox.class,
        list -> {
          if (list.command().after().isEmpty()) {
            return Script.answer(new Inbox(List.of(world.listed(ROOM, 5)), MORE));
          }
          list.connection().orElseThrow().send(new Event.HeadMoved(MOVED, 40, false));
          return Script.answer(new Inbox(List.of(), END));
        });
    try (Bot bot = echo()) {
      bot.start().join();
      awaitOpened(MOVED);
      answered("news");

      connection().send(world.posted(MOVED, 41, ann, "more news"));

      answered("more news");
      assertThat(answers()).containsExactly("news", "more news");
    }
  }

  @Test
  void whatMovedBetweenTwoPagesIsLookedForAtTheFront() {
    AtomicInteger lists = new AtomicInteger();
    server.on(
        InboxCommand.ListInbox.class,
        list ->
            switch (lists.incrementAndGet()) {
              case 1 -> new Inbox(List.of(world.listed(ROOM, 5)), MORE);
              case 2 -> new Inbox(List.of(world.listed(LAST, 3)), END);
              default -> new Inbox(List.of(world.listed(MOVED, 40), world.listed(ROOM, 5)), END);
            });
    try (Bot bot = echo()) {
      bot.start().join();

      assertThat(server.received(InterestCommand.Open.class))
          .extracting(InterestCommand.Open::conversation)
          .containsExactly(ROOM, LAST, MOVED);
    }
  }

  @Test
  void afterAResyncWhatMovedBetweenTwoPagesHasAllThatWasSaidDuringTheLoss() {
    try (Bot bot = echo()) {
      bot.start().join();
      AtomicInteger lists = new AtomicInteger();
      server
          .script(
              InboxCommand.ListInbox.class,
              list ->
                  switch (lists.incrementAndGet()) {
                    case 1 -> Script.answer(new Inbox(List.of(world.listed(ROOM, 5)), MORE));
                    case 2 -> {
                      list.connection().orElseThrow().send(new Event.HeadMoved(MOVED, 40, false));
                      yield Script.answer(new Inbox(List.of(), END));
                    }
                    default ->
                        Script.answer(
                            new Inbox(
                                List.of(world.listed(MOVED, 40), world.listed(ROOM, 5)), END));
                  })
          .script(SessionCommand.Resume.class, resume -> Script.answer(world.resync(List.of(ROOM))))
          .on(
              MessageCommand.ShowHistory.class,
              asked ->
                  new MessageResult.History(
                      List.of(
                          said(20, "before the loss", Duration.ofHours(1)),
                          said(39, "during the loss"),
                          said(40, "news")),
                      false,
                      false));

      connection().drop();

      answered("news");
      assertThat(answers()).containsExactly("during the loss", "news");
    }
  }

  @Test
  void headIsAboutWhatItNamesAndNotAboutThePast() {
    try (Bot bot = echo()) {
      bot.start().join();
      history(
          said(20, "long ago", Duration.ofHours(2)),
          said(39, "named by the head", Duration.ofHours(1)),
          said(40, "after it", Duration.ofHours(1)));

      connection().send(new Event.HeadMoved(MOVED, 39, false));

      answered("after it");
      assertThat(answers()).containsExactly("named by the head", "after it");
    }
  }

  @Test
  void allThatWasMissedIsReadHoweverManyPagesItFills() {
    try (Bot bot = echo()) {
      bot.start().join();
      server.on(
          MessageCommand.ShowHistory.class,
          asked ->
              asked.before().isEmpty()
                  ? new MessageResult.History(
                      List.of(said(39, "third"), said(40, "fourth"), said(41, "live")), true, false)
                  : new MessageResult.History(
                      List.of(
                          said(10, "old", Duration.ofHours(1)),
                          said(37, "first"),
                          said(38, "second")),
                      true,
                      true));

      connection()
          .send(new Event.HeadMoved(MOVED, 37, false), world.posted(MOVED, 41, ann, "live"));

      answered("live");
      assertThat(answers()).containsExactly("first", "second", "third", "fourth", "live");
      assertThat(server.received(MessageCommand.ShowHistory.class))
          .extracting(MessageCommand.ShowHistory::before)
          .containsExactly(Optional.empty(), Optional.of(39L));
    }
  }

  @Test
  void whatIsSaidBetweenTheListingAndTheOpeningArrives() {
    try (Bot bot = echo()) {
      bot.start().join();

      assertThat(awaitOpened(ROOM).cursor()).contains(5L);
    }
  }

  @Test
  void headOfAConversationThatIsKnownOpensNothing() {
    try (Bot bot = echo()) {
      bot.start().join();
      bot.client().interest().close(ROOM).join();

      connection().send(new Event.HeadMoved(ROOM, 40, false), new Event.HeadMoved(MOVED, 40, true));

      answered("news");
      assertThat(opened(ROOM)).hasSize(1);
    }
  }

  @Test
  void conversationThatCouldNotBeOpenedIsTriedAgainWithItsNextHead() {
    try (Bot bot = echo()) {
      bot.start().join();
      AtomicInteger opens = new AtomicInteger();
      server.script(
          InterestCommand.Open.class,
          open ->
              opens.incrementAndGet() == 1
                  ? Script.refuse(ErrorCode.INTERNAL)
                  : Script.answer(
                      new InterestResult.Opened(world.conversation(MOVED, "Moved"), 41)));
      history(said(40, "first"), said(41, "second"));

      connection()
          .send(new Event.HeadMoved(MOVED, 40, false), new Event.HeadMoved(MOVED, 41, false));

      answered("second");
      assertThat(answers()).containsExactly("first", "second");
      assertThat(opened(MOVED)).hasSize(2);
    }
  }

  @Test
  void headsThatTheFirstResumeTellsAreLeftToTheInbox() {
    server
        .on(InboxCommand.ListInbox.class, list -> new Inbox(List.of(world.listed(MOVED, 40)), END))
        .on(
            SessionCommand.Resume.class,
            resume -> world.resumed(List.of(new Head(MOVED, 40, false)), List.of()));
    MemoryCursorStore cursors = new MemoryCursorStore();
    cursors.save(new Progress(Optional.of("since-before"), Map.of()));
    try (Bot bot = echo(cursors)) {
      bot.start().join();
      connection().send(world.posted(MOVED, 41, ann, "live"));
      answered("live");

      assertThat(opened(MOVED))
          .singleElement()
          .extracting(InterestCommand.Open::cursor)
          .isEqualTo(Optional.of(40L));
      assertThat(answers()).containsExactly("live");
    }
  }

  private Bot echo() {
    return echo(new MemoryCursorStore());
  }

  private Bot echo(MemoryCursorStore cursors) {
    return Bot.builder(
            ChatClient.builder(server.uri())
                .credentials(Credentials.apiToken("a-bot-token"))
                .cursors(cursors))
        .onMessage(message -> message.reply(message.text()))
        .build();
  }

  private FakeConnection connection() {
    return server.awaitConnection(1);
  }

  private InterestCommand.Open awaitOpened(ConversationId conversation) {
    return server.awaitCommand(
        InterestCommand.Open.class, open -> open.conversation().equals(conversation));
  }

  private List<InterestCommand.Open> opened(ConversationId conversation) {
    return server.received(InterestCommand.Open.class).stream()
        .filter(open -> open.conversation().equals(conversation))
        .toList();
  }

  private void answered(String text) {
    MessageCommand.Send send =
        server.awaitCommand(MessageCommand.Send.class, it -> it.text().equals(text));
    assertThat(send.conversation()).isEqualTo(MOVED);
  }

  private Stream<String> answers() {
    return server.received(MessageCommand.Send.class).stream().map(MessageCommand.Send::text);
  }

  private void history(Message... messages) {
    server.on(
        MessageCommand.ShowHistory.class,
        asked -> new MessageResult.History(List.of(messages), false, false));
  }

  private Message said(long pos, String text) {
    return said(pos, text, Duration.ZERO);
  }

  /** A message that was sent this long ago. */
  private Message said(long pos, String text, Duration ago) {
    return new Message(
        MOVED,
        pos,
        ann,
        Optional.of(text),
        Instant.now().minus(ago),
        Optional.empty(),
        Optional.empty(),
        false,
        List.of());
  }
}
