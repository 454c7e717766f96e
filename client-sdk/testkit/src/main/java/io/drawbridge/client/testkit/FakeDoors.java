package io.drawbridge.client.testkit;

import io.drawbridge.client.testkit.FakeChatServer.Request;
import io.drawbridge.protocol.ProtocolException;
import io.drawbridge.protocol.codec.FrameCodec;
import io.drawbridge.protocol.command.Command;
import io.drawbridge.protocol.frame.ClientFrame;
import io.drawbridge.protocol.frame.ErrorFrame;
import io.drawbridge.protocol.frame.Reply;
import io.drawbridge.protocol.frame.ServerFrame;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The sockets of a {@link FakeChatServer}, a thread each: reads commands by HTTP and by WebSocket,
 * and writes what they come to.
 */
final class FakeDoors implements AutoCloseable {

  private static final int BAD_GATEWAY = 502;

  private final ServerSocket listening;
  private final House house;
  private final FrameCodec codec = new FrameCodec();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final AtomicInteger counter = new AtomicInteger();

  /** The part behind the doors; called on their threads. */
  interface House {
    boolean refusesUpgrades();

    /** A WebSocket of which nothing was read as yet. */
    void connected(FakeConnection connection);

    Script run(Request<?> request);

    /** The answer to a command was sent. */
    void answered(Command<?> command, FakeConnection connection);
  }

  /** Opens them on a free port of the loopback. */
  FakeDoors(House house) {
    this.house = house;
    try {
      this.listening = new ServerSocket(0, 1_024, InetAddress.getLoopbackAddress());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  void start() {
    Thread.ofVirtual().name("fake-chat-server").start(this::accept);
  }

  URI uri() {
    return URI.create(
        "http://%s:%d"
            .formatted(listening.getInetAddress().getHostAddress(), listening.getLocalPort()));
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
      if (head.isPresent() && house.refusesUpgrades()) {
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
      return switch (house.run(new Request<>(command, Optional.empty()))) {
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
    house.connected(connection);
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
      switch (house.run(request)) {
        case Script.Answer answer -> {
          List<ServerFrame> frames = new ArrayList<>(answer.then());
          frames.addFirst(new Reply(frame.id(), answer.result()));
          connection.send(frames.toArray(ServerFrame[]::new));
          house.answered(frame.command(), connection);
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
}
