package io.drawbridge.load.driver;

import io.drawbridge.load.driver.Sockets.Socket;
import io.drawbridge.protocol.codec.FrameCodec;
import io.drawbridge.protocol.command.Command;
import io.drawbridge.protocol.frame.ClientFrame;
import io.drawbridge.protocol.frame.ErrorFrame;
import io.drawbridge.protocol.frame.Reply;
import io.drawbridge.protocol.result.Result;
import io.drawbridge.protocol.text.Secret;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Commands over one WebSocket, any number at a time; a session has one socket. Thread-safe; answers
 * complete on the socket's event loop.
 */
public final class SocketDoor implements AutoCloseable {
  private final FrameCodec codec = new FrameCodec();
  private final AtomicLong ids = new AtomicLong();
  private final Map<Long, CompletableFuture<Result>> waiting = new ConcurrentHashMap<>();
  private final Sockets.Listener events;
  private final Socket socket;

  /** Connects and waits until the socket is open; events are ignored. */
  public SocketDoor(Sockets sockets, URI server, Secret accessToken) {
    this(sockets, server, accessToken, event -> {});
  }

  /**
   * Connects and waits until the socket is open.
   *
   * @param events gets whatever answers no command; the first may come before this returns
   */
  public SocketDoor(Sockets sockets, URI server, Secret accessToken, Sockets.Listener events) {
    this.events = events;
    this.socket = sockets.connect(server, Optional.of(accessToken.value()), this::frame).join();
    socket.channel().closeFuture().addListener(closed -> fail());
  }

  /**
   * Sends a command; fails with {@link HttpDoor.Refused} if the server says no. An answer that
   * never comes is the caller's to notice.
   */
  @SuppressWarnings("unchecked") // the result type belongs to the command
  public <R extends Result> CompletableFuture<R> call(Command<R> command) {
    long id = ids.incrementAndGet();
    CompletableFuture<Result> answer = new CompletableFuture<>();
    waiting.put(id, answer);
    if (!socket.channel().isActive()) {
      fail();
    }
    socket.send(new String(codec.encode(new ClientFrame(id, command)), StandardCharsets.UTF_8));
    return answer.thenApply(result -> (R) result);
  }

  private void frame(ByteBuf payload) {
    if (!Answers.isReply(payload) && !Answers.isError(payload)) {
      events.frame(payload);
      return;
    }
    switch (codec.decodeServerFrame(ByteBufUtil.getBytes(payload))) {
      case Reply reply -> answer(reply.id()).complete(reply.result());
      case ErrorFrame error ->
          answer(error.id().orElse(0L))
              .completeExceptionally(
                  new HttpDoor.Refused("a command", error.code(), error.message()));
      default -> throw new IllegalStateException("a frame that is neither answer nor error");
    }
  }

  private void fail() {
    for (long id : waiting.keySet()) {
      answer(id).completeExceptionally(new IllegalStateException("the socket closed"));
    }
  }

  private CompletableFuture<Result> answer(long id) {
    return Optional.ofNullable(waiting.remove(id)).orElseGet(CompletableFuture::new);
  }

  /** Closes without a word; what has no answer yet fails. */
  @Override
  public void close() {
    socket.channel().close().syncUninterruptibly();
  }
}
