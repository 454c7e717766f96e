package io.drawbridge.load.crash;

import io.drawbridge.protocol.codec.FrameCodec;
import io.drawbridge.protocol.frame.Event;
import io.drawbridge.protocol.result.AccountResult;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A WebSocket without any SDK, which notes how the server says goodbye. */
final class PlainSocket implements WebSocket.Listener {
  private final FrameCodec codec = new FrameCodec();
  private final StringBuilder text = new StringBuilder();
  private final CompletableFuture<Event.ServerDraining> draining = new CompletableFuture<>();
  private final CompletableFuture<Integer> closeCode = new CompletableFuture<>();

  static PlainSocket connect(HttpClient http, URI server, AccountResult.Tokens person) {
    PlainSocket socket = new PlainSocket();
    var _ =
        http.newWebSocketBuilder()
            .header("Authorization", "Bearer " + person.accessToken().value())
            .buildAsync(URI.create("ws://" + server.getAuthority() + "/v1/ws"), socket)
            .join();
    return socket;
  }

  /** Completes with what the server said before it went. */
  CompletableFuture<Event.ServerDraining> draining() {
    return draining;
  }

  CompletableFuture<Integer> closeCode() {
    return closeCode;
  }

  @Override
  public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
    text.append(part);
    if (last) {
      byte[] frame = text.toString().getBytes(StandardCharsets.UTF_8);
      text.setLength(0);
      if (codec.decodeServerFrame(frame) instanceof Event.ServerDraining event) {
        draining.complete(event);
      }
    }
    socket.request(1);
    return CompletableFuture.completedStage(null);
  }

  @Override
  public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
    closeCode.complete(code);
    return CompletableFuture.completedStage(null);
  }

  @Override
  public void onError(WebSocket socket, Throwable error) {
    closeCode.completeExceptionally(error);
  }
}
