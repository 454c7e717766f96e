package io.drawbridge.load.history;

import io.drawbridge.load.driver.Sockets;
import io.drawbridge.protocol.codec.FrameCodec;
import io.drawbridge.protocol.frame.ClientFrame;
import io.drawbridge.protocol.frame.Command;
import io.drawbridge.protocol.frame.Cursor;
import io.drawbridge.protocol.frame.ErrorFrame;
import io.drawbridge.protocol.frame.Hello;
import io.drawbridge.protocol.frame.InterestCommand;
import io.drawbridge.protocol.frame.Reply;
import io.drawbridge.protocol.frame.Result;
import io.drawbridge.protocol.frame.Secret;
import io.drawbridge.protocol.frame.ServerFrame;
import io.drawbridge.protocol.frame.SessionCommand;
import io.drawbridge.protocol.frame.SessionResult.Resumed;
import io.drawbridge.protocol.id.ConversationId;
import io.netty.buffer.ByteBuf;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A bare device, which does what the protocol says and no more: it can be cut off at any moment,
 * and comes back by {@code session.resume}. One thread steers it.
 */
final class Device implements AutoCloseable {
  private static final long ANSWER_SECONDS_MAX = 30;

  private final Sockets sockets;
  private final URI server;
  private final Secret token;
  private final Reception reception;
  private final Tap tap;
  private final FrameCodec codec = new FrameCodec();
  private Optional<Line> line = Optional.empty();
  private String since = "";

  Device(Sockets sockets, URI server, Secret token, Reception reception, Tap tap) {
    this.sockets = sockets;
    this.server = server;
    this.token = token;
    this.reception = reception;
    this.tap = tap;
    since = connect().since();
  }

  /** One connection: what comes by it counts until it is cut. */
  private final class Line implements Sockets.Listener {
    private final CompletableFuture<Hello> hello = new CompletableFuture<>();
    private final Map<Long, CompletableFuture<Result>> calls = new ConcurrentHashMap<>();
    private final AtomicLong ids = new AtomicLong();
    private final CompletableFuture<Sockets.Socket> socket;
    private boolean cut;

    Line() {
      socket = sockets.connect(server, Optional.of(token.value()), this);
    }

    @Override
    public void frame(ByteBuf payload) {
      ServerFrame frame = codec.decodeServerFrame(payload.toString(StandardCharsets.UTF_8));
      switch (frame) {
        case Hello greeting -> hello.complete(greeting);
        case Reply reply ->
            pending(reply.id()).ifPresent(answer -> answer.complete(reply.result()));
        case ErrorFrame error ->
            error
                .id()
                .flatMap(this::pending)
                .ifPresent(answer ->
                    answer.completeExceptionally(
                        new IllegalStateException(error.code() + ": " + error.message())));
        default -> record(frame);
      }
    }

    private Optional<CompletableFuture<Result>> pending(long id) {
      return Optional.ofNullable(calls.remove(id));
    }

    private synchronized void record(ServerFrame frame) {
      if (!cut) {
        tap.through(frame).forEach(reception::arrived);
      }
    }

    CompletableFuture<Result> call(Command<?> command) {
      long id = ids.incrementAndGet();
      CompletableFuture<Result> answer = new CompletableFuture<>();
      calls.put(id, answer);
      String text = new String(codec.encode(new ClientFrame(id, command)), StandardCharsets.UTF_8);
      socket.join().send(text);
      return answer.orTimeout(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
    }

    void cut() {
      synchronized (this) {
        cut = true;
      }
      socket.join().channel().close().syncUninterruptibly();
    }
  }

  boolean connected() {
    return line.isPresent();
  }

  private Hello connect() {
    Line fresh = new Line();
    line = Optional.of(fresh);
    return fresh.hello.orTimeout(ANSWER_SECONDS_MAX, TimeUnit.SECONDS).join();
  }

  /** The connection ends without a word; nothing that is still under way is recorded. */
  void cut() {
    line.orElseThrow().cut();
    line = Optional.empty();
  }

  /** Comes back and catches up after the cursors. */
  Resumed resume(List<Cursor> cursors) {
    connect();
    Resumed resumed =
        (Resumed) line.orElseThrow().call(new SessionCommand.Resume(since, cursors)).join();
    since = resumed.since();
    return resumed;
  }

  /** Opens a conversation with all of it that may be seen. */
  CompletableFuture<Result> open(ConversationId conversation) {
    return line.orElseThrow().call(new InterestCommand.Open(conversation, Optional.of(0L)));
  }

  void close(ConversationId conversation) {
    line.orElseThrow().call(new InterestCommand.Close(conversation)).join();
  }

  @Override
  public void close() {
    line.ifPresent(Line::cut);
    line = Optional.empty();
  }
}
