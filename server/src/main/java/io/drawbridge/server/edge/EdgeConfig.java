package io.drawbridge.server.edge;

import io.drawbridge.protocol.Limits;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The places where the doors open, and how.
 *
 * @param client where clients connect
 * @param management where health and metrics are
 * @param managementNames host names by which health and metrics are asked
 * @param publicUrl how people reach the server, if that is said
 * @param tls certificate and key; absent: plain
 * @param origins web origins beside the server's own ({@code https://chat.example.com})
 * @param pathPrefix what a proxy puts before every path: empty, or {@code /chat}
 * @param trustedProxies addresses whose {@code X-Forwarded-For} is believed
 * @param bounds what one connection may cost
 * @param drain how a stopping server sends its clients away
 */
public record EdgeConfig(
    Address client,
    Address management,
    List<String> managementNames,
    Optional<URI> publicUrl,
    Optional<TlsFiles> tls,
    List<String> origins,
    String pathPrefix,
    List<InetAddress> trustedProxies,
    Bounds bounds,
    Drain drain) {

  /** Copies the lists and checks the prefix. */
  public EdgeConfig {
    managementNames = List.copyOf(managementNames);
    origins = List.copyOf(origins);
    trustedProxies = List.copyOf(trustedProxies);
    if (!pathPrefix.isEmpty() && !pathPrefix.matches("(/[A-Za-z0-9_-]+)+")) {
      throw new IllegalArgumentException(
          "path prefix: %s (expected: nothing, or like /chat)".formatted(pathPrefix));
    }
  }

  /** An address to bind; {@code port} 0 takes a free one. */
  public record Address(String host, int port) {}

  /**
   * The end of the doors.
   *
   * @param notice how long they say that they are not ready, and are open all the same
   * @param spread over how long clients are sent away after that
   * @param comeBack when the clients are to come back, at a time of their own within it
   */
  public record Drain(Duration notice, Duration spread, ComeBack comeBack) {}

  /**
   * When clients come back to a server that stops: to another node at once, or to its next start.
   */
  public enum ComeBack {
    ELSEWHERE(Duration.ZERO, Duration.ofMillis(250)),
    HERE(Duration.ofMillis(500), Duration.ofMillis(5_500));

    private final Duration earliest;
    private final Duration latest;

    ComeBack(Duration earliest, Duration latest) {
      this.earliest = earliest;
      this.latest = latest;
    }

    long millis(RandomGenerator random) {
      return random.nextLong(earliest.toMillis(), latest.toMillis());
    }
  }

  /** PEM files: the certificate chain, and its private key in PKCS #8. */
  public record TlsFiles(Path certificate, Path key) {}

  /**
   * The bounds of one connection.
   *
   * @param connectionsMax sockets of the client port; for one more, one without a token goes
   * @param strangersPerAddressMax sockets of one address that have shown no token; likewise
   * @param backlog connections that wait to be accepted
   * @param requestBytesMax the body of an HTTP request, and one WebSocket message
   * @param strangerBytesMax the same for who has not shown a token
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
      int strangersPerAddressMax,
      int backlog,
      int requestBytesMax,
      int strangerBytesMax,
      int fragmentsMax,
      Duration startTimeout,
      Duration requestTimeout,
      Duration pingEvery,
      Duration idleMax,
      Duration closeTimeout) {
    public static final Bounds DEFAULT =
        new Bounds(
            18_000,
            500,
            4_096,
            Limits.FRAME_BYTES_MAX,
            Limits.UNPROVED_BYTES_MAX,
            1_024,
            Duration.ofSeconds(10),
            Duration.ofSeconds(20),
            Duration.ofSeconds(30),
            Duration.ofSeconds(75),
            Duration.ofSeconds(3));
  }
}
