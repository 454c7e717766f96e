package io.drawbridge.load.history;

import io.drawbridge.load.driver.SocketDoor;
import io.drawbridge.load.driver.Sockets;
import io.drawbridge.protocol.codec.FrameCodec;
import io.drawbridge.protocol.command.Command;
import io.drawbridge.protocol.command.InterestCommand;
import io.drawbridge.protocol.command.SessionCommand;
import io.drawbridge.protocol.conversation.Cursor;
import io.drawbridge.protocol.frame.Hello;
import io.drawbridge.protocol.frame.ServerFrame;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.result.InterestResult;
import io.drawbridge.protocol.result.Result;
import io.drawbridge.protocol.result.SessionResult.Resumed;
import io.drawbridge.protocol.text.Secret;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

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
  private final class Line {
    private final CompletableFuture<Hello> hello = new CompletableFuture<>();
    private final SocketDoor door;
    private boolean cut;

    Line() {
      door = new SocketDoor(sockets, server, token, this::event);
    }

    private void event(ByteBuf payload) {
      ServerFrame frame = codec.decodeServerFrame(ByteBufUtil.getBytes(payload));
      if (frame instanceof Hello greeting) {
        hello.complete(greeting);
      } else {
        record(frame);
      }
    }

    private synchronized void record(ServerFrame frame) {
      if (!cut) {
        tap.through(frame).forEach(reception::arrived);
      }
    }

    <R extends Result> CompletableFuture<R> call(Command<R> command) {
      return door.call(command).orTimeout(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
    }

    void cut() {
      synchronized (this) {
        cut = true;
      }
      door.close();
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

  /** Ends the connection without a word; nothing that is still under way is recorded. */
  void cut() {
    line.orElseThrow().cut();
    line = Optional.empty();
  }

  /** Comes back and catches up after the cursors. */
  Resumed resume(List<Cursor> cursors) {
    connect();
    Resumed resumed = line.orElseThrow().call(new SessionCommand.Resume(since, cursors)).join();
    since = resumed.since();
    return resumed;
  }

  /** Opens a conversation with all of it that may be seen. */
  CompletableFuture<InterestResult.Opened> open(ConversationId conversation) {
    return line.orElseThrow().call(new InterestCommand.Open(conversation, Optional.of(0L)));
  }

  @Override
  public void close() {
    line.ifPresent(Line::cut);
    line = Optional.empty();
  }
}
