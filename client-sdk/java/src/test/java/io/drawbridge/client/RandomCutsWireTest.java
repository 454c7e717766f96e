package io.drawbridge.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.client.background.Backoff;
import io.drawbridge.client.testkit.FakeChatServer;
import io.drawbridge.client.testkit.Script;
import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.command.SessionCommand;
import io.drawbridge.protocol.conversation.Cursor;
import io.drawbridge.protocol.conversation.Head;
import io.drawbridge.protocol.frame.LogEvent;
import io.drawbridge.protocol.frame.ServerFrame;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.result.MessageResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sends while the server resets each connection after a random number of bytes. */
class RandomCutsWireTest {

  private static final ConversationId ROOM = new ConversationId(7);
  private static final int SENDS = 120;

  private final Map<String, Long> carriedOut = new HashMap<>();
  private final List<String> log = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void everySendIsCarriedOutOnceAndEveryEventArrivesOnceInOrder(long seed) {
    Random random = new Random(seed);
    Inbound<LogEvent> events = new Inbound<>();
    try (FakeChatServer server = FakeChatServer.start();
        ChatClient client =
            ChatClient.builder(server.uri())
                .credentials(Credentials.apiToken("token"))
                .backoff(
                    new Backoff(Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofDays(1)))
                .heartbeat(Duration.ofSeconds(5))
                .build()) {
      script(server);
      client.onEvent(LogEvent.class, events::add);
      client.connect().join();
      client.interest().open(ROOM).join();
      server.onConnection(connection -> connection.dropAfterBytes(300 + random.nextInt(4_000)));
      server.awaitConnection(1).dropAfterBytes(200);

      List<CompletableFuture<MessageResult.Sent>> sends = new ArrayList<>();
      for (int send = 0; send < SENDS; send++) {
        sends.add(client.messages().send(ROOM, "text " + send));
      }
      CompletableFuture.allOf(sends.toArray(CompletableFuture[]::new)).join();
      events.await(SENDS);

      assertThat(server.connections()).as("seed %d", seed).hasSizeGreaterThan(5);
      assertThat(events.all())
          .as("seed %d", seed)
          .extracting(LogEvent::pos)
          .isEqualTo(sends.stream().map(send -> send.join().pos()).sorted().toList())
          .hasSize(SENDS);
      assertThat(log).hasSize(SENDS);
    }
  }

  private void script(FakeChatServer server) {
    server.script(
        MessageCommand.Send.class,
        request -> {
          long pos = append(server, request.command());
          return Script.answer(new MessageResult.Sent(ROOM, pos, Instant.EPOCH));
        });
    server.script(
        SessionCommand.Resume.class, request -> resumed(server, request.command().cursors()));
  }

  /**
   * The gap follows the answer, which tells the head, before anything live: as a server does it.
   */
  private synchronized Script resumed(FakeChatServer server, List<Cursor> cursors) {
    List<ServerFrame> gap = new ArrayList<>();
    for (Cursor cursor : cursors) {
      for (long pos = cursor.pos() + 1; pos <= log.size(); pos++) {
        gap.add(event(server, pos));
      }
    }
    return Script.answer(
        server
            .world()
            .resumed(
                List.of(new Head(ROOM, log.size(), false)),
                cursors.stream().map(Cursor::conversation).toList()),
        gap);
  }

  private synchronized long append(FakeChatServer server, MessageCommand.Send send) {
    Long before = carriedOut.get(send.clientId());
    if (before != null) {
      return before;
    }
    log.add(send.text());
    long pos = log.size();
    carriedOut.put(send.clientId(), pos);
    server.broadcast(event(server, pos));
    return pos;
  }

  private LogEvent event(FakeChatServer server, long pos) {
    return server.world().posted(ROOM, pos, server.world().self(), log.get((int) pos - 1));
  }
}
