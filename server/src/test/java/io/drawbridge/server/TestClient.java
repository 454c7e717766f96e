package io.drawbridge.server;

import io.drawbridge.protocol.codec.FrameCodec;
import io.drawbridge.protocol.command.Command;
import io.drawbridge.protocol.command.SessionCommand;
import io.drawbridge.protocol.frame.ClientFrame;
import io.drawbridge.protocol.frame.ErrorFrame;
import io.drawbridge.protocol.frame.Event;
import io.drawbridge.protocol.frame.Hello;
import io.drawbridge.protocol.frame.Reply;
import io.drawbridge.protocol.frame.ServerFrame;
import io.drawbridge.protocol.result.Result;
import io.drawbridge.protocol.text.Secret;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/**
 * A WebSocket client on the JDK's own, with the protocol's codec. Keeps everything it received, in
 * order. Thread-safe.
 */
public final class TestClient implements TestDoor, AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final FrameCodec CODEC = new FrameCodec();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final AtomicLong ids = new AtomicLong();
  private final Map<Long, CompletableFuture<Result>> waiting = new ConcurrentHashMap<>();
  private final List<ServerFrame> received = new ArrayList<>();
  private final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private final CompletableFuture<Hello> hello = new CompletableFuture<>();
  private final WebSocket socket;

  private TestClient(URI server, Optional<String> origin) {
    URI address = URI.create(server.toString().replaceFirst("^http", "ws") + "/v1/ws");
    WebSocket.Builder builder = HTTP.newWebSocketBuilder().connectTimeout(PATIENCE);
    origin.ifPresent(it -> builder.header("Origin", it));
    this.socket = builder.buildAsync(address, new Reader()).join();
  }

  /** Connects and starts the session of the token. */
  public static TestClient connect(URI server, String accessToken) {
    TestClient client = open(server);
    client.call(new SessionCommand.Start(new Secret(accessToken)));
    client.hello();
    return client;
  }

  /** Connects and says nothing. */
  public static TestClient open(URI server) {
    return new TestClient(server, Optional.empty());
  }

  /** As {@link #open}, as a page of this origin would. */
  public static TestClient open(URI server, String origin) {
    return new TestClient(server, Optional.of(origin));
  }

  @Override
  public <R extends Result> R call(Command<R> command) {
    try {
      return send(command).orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof Refused refused) {
        throw refused;
      }
      throw e;
    }
  }

  /** Sends the command; the future fails with {@link TestDoor.Refused} if it is refused. */
  public <R extends Result> CompletableFuture<R> send(Command<R> command) {
    long id = ids.incrementAndGet();
    CompletableFuture<Result> result = new CompletableFuture<>();
    waiting.put(id, result);
    String frame = new String(CODEC.encode(new ClientFrame(id, command)), StandardCharsets.UTF_8);
    DescribedFrames.sent(command.type(), frame);
    text(frame);
    @SuppressWarnings("unchecked") // the command names its result
    CompletableFuture<R> typed = (CompletableFuture<R>) result;
    return typed;
  }

  /** Sends any text, for what is not a well-formed frame. */
  public synchronized void text(String frame) {
    socket.sendText(frame, true).join();
  }

  /** The socket itself, for what is not even text. */
  public WebSocket socket() {
    return socket;
  }

  public Hello hello() {
    return hello.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }

  /** Waits for an event, received already or to come. */
  public <E extends Event> E await(Class<E> type, Predicate<E> which) {
    return Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(2))
        .until(() -> events(type).stream().filter(which).findFirst(), Optional::isPresent)
        .orElseThrow();
  }

  public <E extends Event> E await(Class<E> type) {
    return await(type, event -> true);
  }

  /** The events of a kind received so far, in order. */
  public <E extends Event> List<E> events(Class<E> type) {
    return received().stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** Everything received so far, in order. */
  public List<ServerFrame> received() {
    synchronized (received) {
      return List.copyOf(received);
    }
  }

  /** Waits until the server has closed the connection; the close code, or 1006 after a reset. */
  public int closeCode() {
    return closed.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }

  public boolean isClosed() {
    return closed.isDone();
  }

  /** Drops the connection without a word. */
  @Override
  public void close() {
    socket.abort();
  }

  private void frame(String text) {
    DescribedFrames.received(text);
    ServerFrame frame = CODEC.decodeServerFrame(text);
    synchronized (received) {
      received.add(frame);
    }
    switch (frame) {
      case Hello greeting -> hello.complete(greeting);
      case Reply reply -> answer(reply.id()).ifPresent(it -> it.complete(reply.result()));
      case ErrorFrame error ->
          error
              .id()
              .flatMap(this::answer)
              .ifPresent(
                  it -> it.completeExceptionally(new Refused(error.code(), error.message())));
      case Event event -> {
        // kept above
      }
      default -> throw new IllegalStateException("unexpected frame: " + frame.type());
    }
  }

  private Optional<CompletableFuture<Result>> answer(long id) {
    return Optional.ofNullable(waiting.remove(id));
  }

  private void end(int code) {
    closed.complete(code);
    RuntimeException gone = new IllegalStateException("the connection was closed: " + code);
    hello.completeExceptionally(gone);
    waiting.values().forEach(it -> it.completeExceptionally(gone));
  }

  private final class Reader implements WebSocket.Listener {
    private final StringBuilder parts = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      parts.append(data);
      if (last) {
        String text = parts.toString();
        parts.setLength(0);
        frame(text);
      }
      from.request(1);
      return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      end(code);
      return CompletableFuture.completedStage(null);
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      end(1006);
    }
  }
}
