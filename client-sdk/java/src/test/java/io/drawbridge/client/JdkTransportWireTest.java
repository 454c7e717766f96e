package io.drawbridge.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.client.background.Backoff;
import io.drawbridge.client.testkit.FakeChatServer;
import io.drawbridge.client.testkit.FakeConnection;
import io.drawbridge.client.testkit.Script;
import io.drawbridge.protocol.CloseCode;
import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.AccountCommand;
import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.frame.Event;
import io.drawbridge.protocol.frame.LogEvent;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.result.AccountResult;
import io.drawbridge.protocol.text.Secret;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The doors as the SDK uses them: what the JDK's client hears, and what becomes of it. */
class JdkTransportWireTest {

  private static final ConversationId ROOM = new ConversationId(7);

  @AutoClose private final FakeChatServer server = FakeChatServer.start();

  @AutoClose
  private final ChatClient client =
      ChatClient.builder(server.uri())
          .credentials(Credentials.apiToken("token"))
          .backoff(new Backoff(Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofDays(1)))
          .build();

  private final BlockingQueue<ConnectionState> states = new LinkedBlockingQueue<>();
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

  JdkTransportWireTest() {
    client.onState(states::add);
    client.onEvent(Event.class, events::add);
  }

  @Test
  void bothDoorsTellTheSameRefusal() {
    server.script(MessageCommand.ListPins.class, pins -> Script.refuse(ErrorCode.NOT_ALLOWED));
    HttpCaller http =
        new HttpCaller(
            HttpClient.newHttpClient(),
            server.uri(),
            () -> Optional.of(new Secret("token")),
            Duration.ofSeconds(5));
    client.connect().join();

    assertThat(codeOf(http.call(new MessageCommand.ListPins(ROOM))))
        .isEqualTo(codeOf(client.messages().pins(ROOM)))
        .contains(ErrorCode.NOT_ALLOWED);
    AccountResult.Me me = http.call(new AccountCommand.Me()).join();
    assertThat(me.account()).isEqualTo(server.world().self().id());
  }

  @Test
  void closeCodeReachesTheClient() throws InterruptedException {
    client.connect().join();

    server.awaitConnection(1).close(CloseCode.SLOW_CONSUMER);

    assertThat(await(ConnectionState.Waiting.class).cause())
        .isEqualTo(
            new StopCause.ByServer(
                CloseCode.SLOW_CONSUMER.number(), Optional.of(CloseCode.SLOW_CONSUMER)));
  }

  @Test
  void binaryFrameEndsTheConnection() throws InterruptedException {
    client.connect().join();

    server.awaitConnection(1).sendBinary(new byte[] {1, 2, 3});

    assertThat(await(ConnectionState.Waiting.class).cause())
        .isEqualTo(new StopCause.Lost("a binary frame"));
    server.awaitConnection(2);
  }

  @Test
  void connectionCutInsideAFrameIsResumed() throws InterruptedException {
    client.connect().join();
    FakeConnection connection = server.awaitConnection(1);
    connection.dropAfterBytes(10);

    connection.send(server.world().posted(ROOM, 1, server.world().self(), "cut"));
    server.awaitConnection(2).send(server.world().posted(ROOM, 1, server.world().self(), "whole"));

    assertThat(events.poll(10, TimeUnit.SECONDS))
        .isInstanceOfSatisfying(
            LogEvent.MessagePosted.class,
            posted -> assertThat(posted.message().text()).contains("whole"));
  }

  @Test
  void largeFrameArrivesWhole() throws InterruptedException {
    String text = "ä".repeat(20_000);
    client.connect().join();

    server.awaitConnection(1).send(server.world().posted(ROOM, 1, server.world().self(), text));

    assertThat(events.poll(10, TimeUnit.SECONDS))
        .isInstanceOfSatisfying(
            LogEvent.MessagePosted.class,
            posted -> assertThat(posted.message().text()).contains(text));
  }

  @Test
  void serverThatRefusesUpgradesIsTriedAgain() throws InterruptedException {
    server.refuseUpgrades(true);
    client.connect();
    ConnectionState.Waiting waiting = await(ConnectionState.Waiting.class);
    assertThat(waiting.cause().describe()).contains("502");

    server.refuseUpgrades(false);

    assertThat(await(ConnectionState.Connected.class).connection()).isPositive();
  }

  private <S extends ConnectionState> S await(Class<S> type) throws InterruptedException {
    while (true) {
      ConnectionState state = states.poll(10, TimeUnit.SECONDS);
      assertThat(state).as("a state").isNotNull();
      if (type.isInstance(state)) {
        return type.cast(state);
      }
    }
  }

  private static Optional<ErrorCode> codeOf(CompletableFuture<?> failed) {
    return failed
        .handle((done, thrown) -> RequestFailed.in(thrown).flatMap(RequestFailed::code))
        .join();
  }
}
