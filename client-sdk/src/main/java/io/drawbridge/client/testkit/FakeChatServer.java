package io.drawbridge.client.testkit;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.ProtocolException;
import io.drawbridge.protocol.codec.FrameCodec;
import io.drawbridge.protocol.frame.ClientFrame;
import io.drawbridge.protocol.frame.Command;
import io.drawbridge.protocol.frame.CommandTypes;
import io.drawbridge.protocol.frame.ErrorFrame;
import io.drawbridge.protocol.frame.Reply;
import io.drawbridge.protocol.frame.Result;
import io.drawbridge.protocol.frame.ServerFrame;
import io.drawbridge.protocol.frame.SessionCommand;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A chat server on the loopback that says what the test tells it to. Both doors; real sockets.
 *
 * <pre>{@code
 * try (FakeChatServer server = FakeChatServer.start()) {
 *   server.on(MessageCommand.Send.class, send -> new MessageResult.Sent(...));
 *   ...
 *   server.awaitCommand(MessageCommand.Send.class, send -> send.text().equals("hello"));
 * }
 * }</pre>
 *
 * <p>Signing in, starting and resuming a session, and opening a conversation work unless scripted
 * otherwise; every other command is {@code not_found} until it is scripted. Commands of a
 * connection are answered in the order in which they came. Thread-safe.
 */
public final class FakeChatServer implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int BAD_GATEWAY = 502;
  private static final int COMMANDS_KEPT_MAX = 100_000;

  private final ServerSocket listening;
  private final FrameCodec codec = new FrameCodec();
  private final FakeWorld world = new FakeWorld();
  private final Map<Class<?>, Function<Request<?>, Script>> scripts = new ConcurrentHashMap<>();
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final List<FakeConnection> connections = new CopyOnWriteArrayList<>();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final AtomicInteger counter = new AtomicInteger();
  private volatile Consumer<FakeConnection> onConnection = connection -> {};
  private volatile Duration delay = Duration.ZERO;
  private volatile boolean refusingUpgrades;
  private final Object change = new Object();

  /**
   * A command and where it came from.
   *
   * @param connection absent for HTTP
   */
  public record Request<C extends Command<?>>(C command, Optional<FakeConnection> connection) {}

  /**
   * A command that arrived.
   *
   * @param connection 0 for HTTP
   */
  public record Received(int connection, Command<?> command) {}

  private FakeChatServer(ServerSocket listening) {
    this.listening = listening;
  }

  /** Starts a server on a free port of the loopback. */
  public static FakeChatServer start() {
    try {
      FakeChatServer server =
          new FakeChatServer(new ServerSocket(0, 1_024, InetAddress.getLoopbackAddress()));
      Thread.ofVirtual().name("fake-chat-server").start(server::accept);
      return server;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Where it is. */
  public URI uri() {
    return URI.create(
        "http://%s:%d"
            .formatted(listening.getInetAddress().getHostAddress(), listening.getLocalPort()));
  }

  /** Who signs in here, and what the unscripted answers say. */
  public FakeWorld world() {
    return world;
  }

  /** From now on a command of this class is answered so. */
  public <C extends Command<R>, R extends Result> FakeChatServer on(
      Class<C> type, Function<? super C, ? extends R> answer) {
    return script(type, request -> Script.answer(answer.apply(request.command())));
  }

  /** From now on a command of this class comes to that, on either door. */
  public <C extends Command<?>> FakeChatServer script(
      Class<C> type, Function<Request<C>, Script> script) {
    scripts.put(
        type,
        request -> script.apply(new Request<>(type.cast(request.command()), request.connection())));
    return this;
  }

  /** From now on each new WebSocket is given to this before anything is read from it. */
  public FakeChatServer onConnection(Consumer<FakeConnection> consumer) {
    onConnection = consumer;
    return this;
  }

  /** From now on every answer takes so long. */
  public FakeChatServer delay(Duration duration) {
    delay = duration;
    return this;
  }

  /** From now on new WebSockets are refused, or no longer. */
  public FakeChatServer refuseUpgrades(boolean refuse) {
    refusingUpgrades = refuse;
    return this;
  }

  /** All commands that arrived, in order. */
  public List<Received> received() {
    return List.copyOf(received);
  }

  /** The commands of one class that arrived, in order. */
  public <C extends Command<?>> List<C> received(Class<C> type) {
    return received.stream()
        .map(Received::command)
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }

  /** Waits for a command of this class; returns the first there is. */
  public <C extends Command<?>> C awaitCommand(Class<C> type) {
    return awaitCommand(type, any -> true);
  }

  /**
   * Waits for a command that is so; returns the first there is.
   *
   * @throws AssertionError if none comes within ten seconds
   */
  public <C extends Command<?>> C awaitCommand(Class<C> type, Function<? super C, Boolean> wanted) {
    await(
        "a " + CommandTypes.nameOf(type),
        PATIENCE,
        () -> received(type).stream().anyMatch(wanted::apply));
    return received(type).stream().filter(wanted::apply).findFirst().orElseThrow();
  }

  /**
   * Waits for the WebSocket with this number, counted from 1, to have started its session.
   *
   * @throws AssertionError if that does not happen within ten seconds
   */
  public FakeConnection awaitConnection(int number) {
    return awaitConnection(number, PATIENCE);
  }

  FakeConnection awaitConnection(int number, Duration patience) {
    await(
        "connection " + number,
        patience,
        () ->
            received.stream()
                .anyMatch(it ->
                    it.connection() == number && it.command() instanceof SessionCommand.Start));
    return connections.stream().filter(it -> it.number() == number).findFirst().orElseThrow();
  }

  /** All WebSockets there were. */
  public List<FakeConnection> connections() {
    return List.copyOf(connections);
  }

  /** Sends frames to every connection that is not over. */
  public void broadcast(ServerFrame... frames) {
    connections.forEach(connection -> connection.send(frames));
  }

  @Override
  public void close() {
    try {
      listening.close();
      for (Socket socket : sockets) {
        socket.close();
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private void await(String what, Duration patience, BooleanSupplier condition) {
    long deadline = System.nanoTime() + patience.toNanos();
    synchronized (change) {
      while (!condition.getAsBoolean()) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          throw new AssertionError("waited %s for %s in vain".formatted(patience, what));
        }
        try {
          change.wait(Math.max(1, left / 1_000_000));
        } catch (InterruptedException stop) {
          Thread.currentThread().interrupt();
          throw new AssertionError("interrupted while waiting for " + what, stop);
        }
      }
    }
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket socket = listening.accept();
        sockets.add(socket);
        Thread.ofVirtual().name("fake-chat-connection").start(() -> serve(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(socket.getInputStream());
      Optional<HttpHead> head = HttpHead.read(in);
      while (head.isPresent() && !head.get().upgrade()) {
        socket.getOutputStream().write(post(head.get(), in));
        head = HttpHead.read(in);
      }
      if (head.isPresent() && refusingUpgrades) {
        socket.getOutputStream().write(HttpHead.answer(BAD_GATEWAY, new byte[0]));
      } else if (head.isPresent()) {
        webSocket(head.get(), socket, in);
      }
    } catch (IOException hungUp) {
      // The other side, or the test, has ended the connection.
    } finally {
      sockets.remove(socket);
    }
  }

  private byte[] post(HttpHead head, InputStream in) throws IOException {
    byte[] body = head.body(in);
    try {
      String type = head.path().substring(head.path().lastIndexOf('/') + 1);
      Command<?> command = codec.decodeCommand(type, body);
      return switch (run(new Request<>(command, Optional.empty()), 0)) {
        case Script.Answer answer -> HttpHead.answer(200, codec.encodeResult(answer.result()));
        case Script.Refusal refusal ->
            HttpHead.answer(
                refusal.code().httpStatus(), codec.encode(Script.error(refusal, Optional.empty())));
        case Script.Silence silence -> throw new IOException("scripted silence");
      };
    } catch (ProtocolException bad) {
      return HttpHead.answer(bad.code().httpStatus(), codec.encode(ErrorFrame.of(bad)));
    }
  }

  private void webSocket(HttpHead head, Socket socket, InputStream in) throws IOException {
    FakeConnection connection = new FakeConnection(counter.incrementAndGet(), socket, codec);
    connections.add(connection);
    onConnection.accept(connection);
    connection.bytes(WebSocketBytes.handshake(head));
    ByteArrayOutputStream fragments = new ByteArrayOutputStream();
    while (!connection.over()) {
      WebSocketBytes.Message message = WebSocketBytes.read(in, fragments);
      switch (message.opcode()) {
        case WebSocketBytes.PING ->
            connection.bytes(WebSocketBytes.frame(WebSocketBytes.PONG, message.payload()));
        case WebSocketBytes.PONG -> {
          // An answer to a ping that asks for nothing.
        }
        case WebSocketBytes.CLOSE -> {
          connection.bytes(WebSocketBytes.frame(WebSocketBytes.CLOSE, message.payload()));
          return;
        }
        default -> command(connection, message.payload());
      }
    }
  }

  private void command(FakeConnection connection, byte[] payload) {
    try {
      ClientFrame frame = codec.decodeClientFrame(payload);
      Request<?> request = new Request<>(frame.command(), Optional.of(connection));
      switch (run(request, connection.number())) {
        case Script.Answer answer -> {
          connection.send(new Reply(frame.id(), answer.result()));
          world.after(frame.command(), connection);
        }
        case Script.Refusal refusal ->
            connection.send(Script.error(refusal, Optional.of(frame.id())));
        case Script.Silence silence -> {
          // The client waits in vain.
        }
      }
    } catch (ProtocolException bad) {
      connection.send(ErrorFrame.of(bad));
    }
  }

  private Script run(Request<?> request, int connection) {
    synchronized (change) {
      if (received.size() < COMMANDS_KEPT_MAX) {
        received.add(new Received(connection, request.command()));
      }
      change.notifyAll();
    }
    if (!delay.isZero()) {
      try {
        Thread.sleep(delay);
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
      }
    }
    Function<Request<?>, Script> script = scripts.get(request.command().getClass());
    return script != null ? script.apply(request) : world.usual(request.command());
  }

  /** What every unscripted command comes to. */
  static Script unscripted() {
    return Script.refuse(ErrorCode.NOT_FOUND);
  }
}
