package io.drawbridge.load.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drawbridge.client.Credentials;
import io.drawbridge.client.testkit.FakeChatServer;
import io.drawbridge.client.testkit.Script;
import io.drawbridge.load.audit.Auditor;
import io.drawbridge.load.measure.Latencies;
import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.InboxCommand;
import io.drawbridge.protocol.command.InterestCommand;
import io.drawbridge.protocol.frame.Event;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.result.InboxResult;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A participant misses no conversation; what they cannot do is a fault, and does not vanish. */
class ParticipantWireTest {
  private static final Duration WAIT = Duration.ofSeconds(30);
  private static final ConversationId THREAD = new ConversationId(7);
  private static final ConversationId LATER = new ConversationId(8);

  @AutoClose private final FakeChatServer server = FakeChatServer.start();
  private final Score score = new Score();

  @AutoClose
  private final Participant bot =
      new Participant(
          "bot",
          Credentials.apiToken("token"),
          server.uri(),
          HttpClient.newHttpClient(),
          new Auditor(),
          new Latencies(),
          score);

  @Test
  void aConversationThatCannotBeOpenedIsAFault() {
    server.script(InterestCommand.Open.class, open -> Script.refuse(ErrorCode.INTERNAL));
    bot.connect(true);

    server.broadcast(new Event.AccessGained(server.world().conversation(THREAD, "Gained")));

    await().atMost(WAIT).until(() -> !score.faults().isEmpty());
    assertThat(score.faults())
        .singleElement()
        .asString()
        .startsWith("opening " + THREAD + " by bot");
  }

  @Test
  void anInboxThatCannotBeListedIsAFault() {
    server.script(InboxCommand.ListInbox.class, list -> Script.refuse(ErrorCode.INTERNAL));
    bot.connect(true);

    server.broadcast(new Event.Resync(Optional.empty()));

    await().atMost(WAIT).until(() -> !score.faults().isEmpty());
    assertThat(score.faults()).singleElement().asString().startsWith("listing the inbox by bot");
  }

  @Test
  void aConversationThatMovesBetweenTwoPagesIsOpenedOnceWithEverythingVisible() {
    server.script(
        InboxCommand.ListInbox.class,
        list -> {
          if (list.command().after().isEmpty()) {
            return Script.answer(new InboxResult.Inbox(List.of(), Optional.of("more")));
          }
          list.connection().orElseThrow().send(new Event.HeadMoved(THREAD, 40, false));
          return Script.answer(new InboxResult.Inbox(List.of(), Optional.empty()));
        });
    bot.connect(true);

    server.broadcast(new Event.Resync(Optional.empty()));
    server.awaitCommand(InterestCommand.Open.class, open -> open.conversation().equals(THREAD));
    server.broadcast(new Event.HeadMoved(THREAD, 41, false), new Event.HeadMoved(LATER, 42, false));
    server.awaitCommand(InterestCommand.Open.class, open -> open.conversation().equals(LATER));

    assertThat(server.received(InterestCommand.Open.class))
        .containsExactly(
            new InterestCommand.Open(THREAD, Optional.of(0L)),
            new InterestCommand.Open(LATER, Optional.of(0L)));
  }
}
