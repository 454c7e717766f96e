package io.drawbridge.client;

import io.drawbridge.client.background.Causes;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** WebSockets of the JDK's HTTP client. */
final class JdkTransport implements Transport {

  private final HttpClient http;
  private final boolean owned;
  private final URI socketUri;
  private final Duration connectTimeout;

  /**
   * @param owned the HTTP client belongs to this one alone, and is closed with it
   */
  JdkTransport(HttpClient http, boolean owned, ServerAddress server, Duration connectTimeout) {
    this.http = http;
    this.owned = owned;
    this.socketUri = server.socket();
    this.connectTimeout = connectTimeout;
  }

  @Override
  public CompletableFuture<Socket> open(Listener listener) {
    JdkSocket socket = new JdkSocket(listener);
    return http.newWebSocketBuilder()
        .connectTimeout(connectTimeout)
        .buildAsync(socketUri, socket)
        .thenApply(socket::opened)
        .exceptionallyCompose(thrown -> CompletableFuture.failedFuture(explain(thrown)));
  }

  @Override
  public void close() {
    if (owned) {
      http.shutdown();
    }
  }

  private static Throwable explain(Throwable thrown) {
    Throwable cause = Causes.of(thrown);
    return cause instanceof WebSocketHandshakeException refused
        ? new IllegalStateException(
            "the upgrade was answered with HTTP " + refused.getResponse().statusCode(), cause)
        : cause;
  }
}
