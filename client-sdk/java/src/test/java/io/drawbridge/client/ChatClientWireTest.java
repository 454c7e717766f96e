package io.drawbridge.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.client.background.Backoff;
import io.drawbridge.client.testkit.FakeChatServer;
import io.drawbridge.client.testkit.FakeConnection;
import io.drawbridge.client.testkit.Script;
import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.InvitationCommand;
import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.command.SessionCommand;
import io.drawbridge.protocol.conversation.Cursor;
import io.drawbridge.protocol.frame.Event;
import io.drawbridge.protocol.frame.LogEvent;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.result.MessageResult;
import io.drawbridge.protocol.text.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChatClientWireTest {

  private static final ConversationId ROOM = new ConversationId(7);

  private final FakeChatServer server = FakeChatServer.start();
  private final Inbound<Event> events = new Inbound<>();
  private ChatClient client = builder().build();

  private ChatClientBuilder builder() {
    return ChatClient.builder(server.uri())
        .credentials(Credentials.password("ann@example.com", "a long password"))
        .backoff(new Backoff(Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofDays(1)));
  }

  @BeforeEach
  void listen() {
    client.onEvent(Event.class, events::add);
  }

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  @Test
  void callIsAnswered() {
    Instant at = Instant.parse("2026-01-01T00:00:00Z");
    server.on(MessageCommand.Send.class, send -> new MessageResult.Sent(ROOM, 5, at));
    assertThat(client.connect().join().account()).isEqualTo(server.world().self().id());

    MessageResult.Sent sent = client.messages().send(ROOM, "hello").join();

    assertThat(sent).isEqualTo(new MessageResult.Sent(ROOM, 5, at));
    assertThat(server.received(MessageCommand.Send.class).getFirst().text()).isEqualTo("hello");
  }

  @Test
  void refusalHasTheServersCode() {
    server.script(MessageCommand.Send.class, send -> Script.refuse(ErrorCode.CLOSED));
    client.connect().join();

    CompletableFuture<MessageResult.Sent> sent = client.messages().send(ROOM, "hello");

    assertThatThrownBy(sent::join)
        .satisfies(thrown ->
            assertThat(RequestFailed.in(thrown).orElseThrow().code()).contains(ErrorCode.CLOSED));
  }

  @Test
  void eventsArriveInOrderAndOnce() {
    client.connect().join();
    client.interest().open(ROOM).join();
    FakeConnection connection = server.awaitConnection(1);

    connection.send(posted(1), posted(2), posted(2), posted(1), posted(3));

    assertThat(positions(events.await(3))).containsExactly(1L, 2L, 3L);
    assertThat(client.stats().duplicates()).isEqualTo(2);
  }

  @Test
  void resumeAsksForWhatFollowsTheLastEvent() {
    client.connect().join();
    client.interest().open(ROOM).join();
    server.awaitConnection(1).send(posted(1), posted(2));
    events.await(2);

    server.awaitConnection(1).drop();
    FakeConnection second = server.awaitConnection(2);
    SessionCommand.Resume resume = server.awaitCommand(SessionCommand.Resume.class);
    second.send(posted(2), posted(3));

    assertThat(resume.cursors()).containsExactly(new Cursor(ROOM, 2));
    assertThat(resume.since()).isEqualTo("since-1");
    assertThat(positions(events.await(3))).containsExactly(1L, 2L, 3L);
  }

  @Test
  void mutationInFlightIsCarriedOutOnceOverManyLostConnections() {
    Map<String, Long> carriedOut = new ConcurrentHashMap<>();
    AtomicLong pos = new AtomicLong();
    AtomicLong asked = new AtomicLong();
    server.script(
        MessageCommand.Send.class,
        request -> {
          long at =
              carriedOut.computeIfAbsent(
                  request.command().clientId(), fresh -> pos.incrementAndGet());
          if (asked.incrementAndGet() % 3 != 0) {
            request.connection().ifPresent(FakeConnection::drop);
            return Script.silence();
          }
          return Script.answer(new MessageResult.Sent(ROOM, at, Instant.EPOCH));
        });
    client.connect().join();

    List<CompletableFuture<MessageResult.Sent>> sends =
        List.of(
            client.messages().send(ROOM, "one"),
            client.messages().send(ROOM, "two"),
            client.messages().send(ROOM, "three"));

    assertThat(sends.stream().map(CompletableFuture::join).map(MessageResult.Sent::pos))
        .containsExactly(1L, 2L, 3L);
    assertThat(carriedOut).hasSize(3);
  }

  /** The JDK's WebSocket misses an end that comes while the listener handles a frame. */
  @Test
  void endThatTheSocketMissesIsNoticedWhileACallWaits() {
    server.on(MessageCommand.Send.class, send -> new MessageResult.Sent(ROOM, 2, Instant.EPOCH));
    client =
        builder()
            .heartbeat(Duration.ofSeconds(5))
            .callTimeout(Duration.ofSeconds(9))
            .onFrame((connection, nanoTime, frame) -> {
              if (frame instanceof LogEvent) {
                server.connections().getFirst().hangUp();
                handle(Duration.ofMillis(300));
              }
            })
            .build();
    client.onEvent(Event.class, events::add);
    client.connect().join();
    client.interest().open(ROOM).join();
    server.awaitConnection(1).send(posted(1));
    events.await(1);

    MessageResult.Sent sent = client.messages().send(ROOM, "hello").join();

    assertThat(sent.pos()).isEqualTo(2);
    assertThat(server.connections()).hasSize(2);
  }

  @Test
  void refreshTokenIsUsedWhenTheAccessTokenIsRefused() {
    server.script(
        SessionCommand.Start.class,
        request ->
            request.command().accessToken().value().equals("access-1")
                ? Script.refuse(ErrorCode.TOKEN_EXPIRED)
                : Script.answer(new io.drawbridge.protocol.result.Done()));

    client.connect().join();

    assertThat(server.received(SessionCommand.Refresh.class).getFirst().refreshToken().value())
        .isEqualTo("refresh-1");
  }

  /** Keeps the socket's thread busy: there is nothing to wait for. */
  private static void handle(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private LogEvent.MessagePosted posted(long pos) {
    return server.world().posted(ROOM, pos, server.world().person(2, "Bob"), "text " + pos);
  }

  private static List<Long> positions(List<Event> events) {
    return events.stream()
        .filter(LogEvent.class::isInstance)
        .map(event -> ((LogEvent) event).pos())
        .toList();
  }

  /** D14: a claim code is used once, by the name that somebody says. */
  @Test
  void claimCodeSignsIn() {
    try (ChatClient guest =
        ChatClient.builder(server.uri())
            .credentials(Credentials.code("7K3M-Q9ZD-04TB", "Okafor"))
            .device("phone")
            .build()) {
      guest.connect().join();
    }
    assertThat(server.received(InvitationCommand.Claim.class))
        .containsExactly(
            new InvitationCommand.Claim(
                new Secret("7K3M-Q9ZD-04TB"), Optional.of("Okafor"), "phone"));
  }
}
