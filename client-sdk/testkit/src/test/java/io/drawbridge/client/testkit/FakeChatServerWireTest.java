package io.drawbridge.client.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.protocol.CloseCode;
import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.codec.FrameCodec;
import io.drawbridge.protocol.command.Command;
import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.command.SessionCommand;
import io.drawbridge.protocol.frame.ClientFrame;
import io.drawbridge.protocol.frame.ErrorFrame;
import io.drawbridge.protocol.frame.Hello;
import io.drawbridge.protocol.frame.LogEvent;
import io.drawbridge.protocol.frame.Reply;
import io.drawbridge.protocol.frame.ServerFrame;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.protocol.text.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The server as the JDK's own HTTP client and WebSocket see it. */
class FakeChatServerWireTest {

  private static final ConversationId ROOM = new ConversationId(7);
  private static final FrameCodec CODEC = new FrameCodec();

  @AutoClose private final FakeChatServer server = FakeChatServer.start();

  private final HttpClient http = HttpClient.newHttpClient();

  private final Socket socket = new Socket();

  /** To close it would wait for sockets that were left open, for ever where one is lost. */
  @AfterEach
  void hangUp() {
    http.shutdownNow();
  }

  @Test
  void greetingFollowsTheAnswerToStart() throws Exception {
    start();

    assertThat(socket.frame()).isEqualTo(new Reply(1, new Done()));
    assertThat(socket.frame())
        .isInstanceOfSatisfying(
            Hello.class,
            hello -> assertThat(hello.account()).isEqualTo(server.world().self().id()));
    assertThat(server.awaitConnection(1).number()).isEqualTo(1);
  }

  @Test
  void bothDoorsRunTheSameScript() throws Exception {
    server.script(MessageCommand.ListPins.class, pins -> Script.refuse(ErrorCode.NOT_ALLOWED));
    WebSocket open = open();

    send(open, new MessageCommand.ListPins(ROOM));
    HttpResponse<byte[]> answer = post(new MessageCommand.ListPins(ROOM));

    assertThat(code(socket.frame())).isEqualTo(ErrorCode.NOT_ALLOWED);
    assertThat(answer.statusCode()).isEqualTo(ErrorCode.NOT_ALLOWED.httpStatus());
    assertThat(code(CODEC.decodeServerFrame(answer.body()))).isEqualTo(ErrorCode.NOT_ALLOWED);
    assertThat(server.received()).extracting(FakeChatServer.Received::connection).contains(0, 1);
  }

  @Test
  void scriptThatThrowsIsAFailureOfTheServer() throws Exception {
    server.on(
        MessageCommand.ListPins.class,
        pins -> {
          throw new IllegalStateException("out of order");
        });
    WebSocket open = open();

    send(open, new MessageCommand.ListPins(ROOM));

    assertThat(code(socket.frame())).isEqualTo(ErrorCode.INTERNAL);
    assertThat(post(new MessageCommand.ListPins(ROOM)).statusCode())
        .isEqualTo(ErrorCode.INTERNAL.httpStatus());
  }

  @Test
  void unscriptedCommandIsNotFound() throws Exception {
    assertThat(post(new MessageCommand.ListPins(ROOM)).statusCode())
        .isEqualTo(ErrorCode.NOT_FOUND.httpStatus());
  }

  @Test
  void closeCodeArrives() throws Exception {
    start();

    server.awaitConnection(1).close(CloseCode.SLOW_CONSUMER);

    assertThat(socket.end()).isEqualTo(CloseCode.SLOW_CONSUMER.number());
  }

  @Test
  void binaryFrameArrives() throws Exception {
    start();

    server.awaitConnection(1).sendBinary(new byte[] {1, 2, 3});

    assertThat(socket.binary.poll(10, TimeUnit.SECONDS)).isEqualTo(3);
  }

  @Test
  void largeFrameArrivesWhole() throws Exception {
    LogEvent.MessagePosted large =
        server.world().posted(ROOM, 1, server.world().self(), "ä".repeat(20_000));
    open();

    server.broadcast(large);

    assertThat(socket.frame())
        .isInstanceOfSatisfying(
            LogEvent.MessagePosted.class,
            posted -> assertThat(posted.message().text()).isEqualTo(large.message().text()));
  }

  @Test
  void connectionThatDropsInsideAFrameDeliversNothingOfIt() throws Exception {
    open();
    server.connections().getFirst().dropAfterBytes(10);

    server.broadcast(server.world().posted(ROOM, 1, server.world().self(), "cut"));

    assertThat(socket.end()).isEqualTo(Socket.BROKEN);
    assertThat(socket.texts).isEmpty();
  }

  @Test
  void refusedUpgradeIsABadGateway() {
    server.refuseUpgrades(true);

    assertThatThrownBy(this::open)
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOfSatisfying(
            WebSocketHandshakeException.class,
            refused -> assertThat(refused.getResponse().statusCode()).isEqualTo(502));
  }

  @Test
  void waitingInVainIsAFailureOfTheTest() {
    assertThatThrownBy(() -> server.awaitConnection(1, Duration.ofMillis(1)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("connection 1");
  }

  private void start() {
    send(open(), new SessionCommand.Start(new Secret("token")));
  }

  private WebSocket open() {
    URI uri = URI.create(server.uri().toString().replace("http:", "ws:") + "/v1/ws");
    return http.newWebSocketBuilder().buildAsync(uri, socket).join();
  }

  private static void send(WebSocket open, Command<?> command) {
    open.sendText(utf8(CODEC.encode(new ClientFrame(1, command))), true).join();
  }

  private HttpResponse<byte[]> post(Command<?> command) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(server.uri().resolve("/v1/" + command.type()))
            .POST(HttpRequest.BodyPublishers.ofByteArray(CODEC.encodeCommand(command)))
            .build(),
        HttpResponse.BodyHandlers.ofByteArray());
  }

  private static String utf8(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static ErrorCode code(ServerFrame frame) {
    return ((ErrorFrame) frame).code();
  }

  /** The receiver of what a WebSocket hears. */
  private static final class Socket implements WebSocket.Listener {
    static final int BROKEN = -1;

    final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
    final BlockingQueue<Integer> binary = new LinkedBlockingQueue<>();
    private final BlockingQueue<Integer> ends = new LinkedBlockingQueue<>();
    private final StringBuilder part = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      part.append(data);
      if (last) {
        texts.add(part.toString());
        part.setLength(0);
      }
      return WebSocket.Listener.super.onText(socket, data, last);
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
      binary.add(data.remaining());
      return WebSocket.Listener.super.onBinary(socket, data, last);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      ends.add(code);
      return WebSocket.Listener.super.onClose(socket, code, reason);
    }

    @Override
    public void onError(WebSocket socket, Throwable broken) {
      ends.add(BROKEN);
    }

    ServerFrame frame() throws Exception {
      String text = texts.poll(10, TimeUnit.SECONDS);
      assertThat(text).as("a frame").isNotNull();
      return CODEC.decodeServerFrame(text);
    }

    int end() throws InterruptedException {
      Integer end = ends.poll(10, TimeUnit.SECONDS);
      assertThat(end).as("an end").isNotNull();
      return end;
    }
  }
}
