package io.drawbridge.server.edge;

import io.drawbridge.protocol.Limits;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where and how the doors open.
 *
 * @param client where clients connect
 * @param management where health and metrics are
 * @param tls certificate and key; absent: plain
 * @param origins web origins beside the server's own ({@code https://chat.example.com})
 * @param pathPrefix what a proxy puts before every path: empty, or {@code /chat}
 * @param trustedProxies addresses whose {@code X-Forwarded-For} is believed
 * @param bounds what one connection may cost
 * @param drain over how long a stopping server sends its clients away
 */
public record EdgeConfig(
    Address client,
    Address management,
    Optional<TlsFiles> tls,
    List<String> origins,
    String pathPrefix,
    List<InetAddress> trustedProxies,
    Bounds bounds,
    Duration drain) {

  /** Copies the lists and checks the prefix. */
  public EdgeConfig {
    origins = List.copyOf(origins);
    trustedProxies = List.copyOf(trustedProxies);
    if (!pathPrefix.isEmpty() && !pathPrefix.matches("(/[A-Za-z0-9_-]+)+")) {
      throw new IllegalArgumentException(
          "path prefix: %s (expected: nothing, or like /chat)".formatted(pathPrefix));
    }
  }

  /** {@code port} 0 takes a free one. */
  public record Address(String host, int port) {}

  /** PEM files: the certificate chain, and its private key in PKCS #8. */
  public record TlsFiles(Path certificate, Path key) {}

  /**
   * What one connection may cost.
   *
   * @param connectionsMax sockets of the client port; more are closed at once
   * @param backlog connections that wait to be accepted
   * @param requestBytesMax the body of an HTTP request, and one WebSocket message
   * @param fragmentsMax frames of one WebSocket message
   * @param startTimeout from the upgrade to {@code session.start}
   * @param requestTimeout from the connection to a whole HTTP request, and for taking an answer
   * @param pingEvery silence after which the client is pinged
   * @param idleMax silence after which the connection is closed; longer than clients and proxies
   *     keep theirs between requests, so that none asks over one that is just being closed
   * @param closeTimeout how long a closing handshake may take before the socket is reset
   */
  public record Bounds(
      int connectionsMax,
      int backlog,
      int requestBytesMax,
      int fragmentsMax,
      Duration startTimeout,
      Duration requestTimeout,
      Duration pingEvery,
      Duration idleMax,
      Duration closeTimeout) {
    public static final Bounds DEFAULT =
        new Bounds(
            18_000,
            4_096,
            Limits.FRAME_BYTES_MAX,
            1_024,
            Duration.ofSeconds(10),
            Duration.ofSeconds(20),
            Duration.ofSeconds(30),
            Duration.ofSeconds(75),
            Duration.ofSeconds(3));
  }
}
