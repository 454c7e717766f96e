package io.drawbridge.client;

import io.drawbridge.client.background.Causes;
import io.drawbridge.protocol.CloseCode;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket of the JDK: puts the parts of a frame together, and sends one frame after another.
 */
final class JdkSocket implements WebSocket.Listener, Transport.Socket {

  /** A page of history may hold a hundred messages; nothing is larger. */
  private static final int FRAME_CHARS_MAX = 16 * 1024 * 1024;

  private static final long GOODBYE_SECONDS = 2;

  private final Transport.Listener listener;
  private final AtomicBoolean ended = new AtomicBoolean();
  private final CompletableFuture<WebSocket> socket = new CompletableFuture<>();
  private @Nullable StringBuilder parts;
  private CompletableFuture<WebSocket> tail = socket;

  JdkSocket(Transport.Listener listener) {
    this.listener = listener;
  }

  Transport.Socket opened(WebSocket opened) {
    socket.complete(opened);
    return this;
  }

  @Override
  public void onOpen(WebSocket webSocket) {
    // Frames are asked for by read.
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
    if (last && parts == null) {
      listener.text(data.toString());
      return null;
    }
    StringBuilder all = parts == null ? new StringBuilder(2 * data.length()) : parts;
    if (all.length() + data.length() > FRAME_CHARS_MAX) {
      end(new StopCause.Lost("a frame of more than " + FRAME_CHARS_MAX + " characters"));
      webSocket.abort();
      return null;
    }
    all.append(data);
    if (last) {
      parts = null;
      listener.text(all.toString());
    } else {
      parts = all;
      webSocket.request(1);
    }
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onBinary(WebSocket webSocket, ByteBuffer data, boolean last) {
    end(new StopCause.Lost("a binary frame"));
    webSocket.abort();
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onPing(WebSocket webSocket, ByteBuffer message) {
    listener.alive();
    // The JDK answers with a pong.
    return WebSocket.Listener.super.onPing(webSocket, message);
  }

  @Override
  public @Nullable CompletionStage<?> onPong(WebSocket webSocket, ByteBuffer message) {
    listener.alive();
    return WebSocket.Listener.super.onPong(webSocket, message);
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
    end(new StopCause.ByServer(statusCode, CloseCode.of(statusCode)));
    return null;
  }

  @Override
  public void onError(WebSocket webSocket, Throwable error) {
    end(new StopCause.Lost("the connection was lost: " + error.getClass().getSimpleName()));
  }

  @Override
  public synchronized void send(String text) {
    tail =
        tail.thenCompose(open -> open.sendText(text, true))
            .whenComplete((done, failed) -> {
              if (failed != null) {
                end(new StopCause.Lost("a frame could not be sent"));
              }
            });
  }

  @Override
  public void ping() {
    Optional.ofNullable(socket.getNow(null))
        .ifPresent(open ->
            open.sendPing(ByteBuffer.allocate(0))
                .whenComplete((sent, failed) -> {
                  // An illegal state means that the ping before it still waits to be sent.
                  if (failed != null && !(Causes.of(failed) instanceof IllegalStateException)) {
                    end(new StopCause.Lost("a ping could not be sent"));
                  }
                }));
  }

  @Override
  public void read(int frames) {
    var _ = socket.thenAccept(open -> open.request(frames));
  }

  @Override
  public synchronized void close() {
    var _ =
        tail.thenCompose(open -> open.sendClose(WebSocket.NORMAL_CLOSURE, ""))
            .orTimeout(GOODBYE_SECONDS, TimeUnit.SECONDS)
            .whenComplete((closed, failed) -> abort());
  }

  @Override
  public void abort() {
    var _ = socket.thenAccept(WebSocket::abort);
  }

  private void end(StopCause cause) {
    if (ended.compareAndSet(false, true)) {
      listener.ended(cause);
    }
  }
}
