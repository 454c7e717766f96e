package io.drawbridge.server.config;

import io.drawbridge.server.cluster.nats.NatsServers;
import io.drawbridge.server.cluster.nats.NatsServers.Login;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The settings of several nodes on one database.
 *
 * @param nats the servers they ring by, with {@link Mode#NATS}
 * @param notice for how long one that stops says so before it sends its clients off
 * @param canary how often it is tried that a removal is final; zero: never
 */
public record ClusterConfig(
    Mode mode, Optional<NatsServers> nats, Duration notice, Duration canary) {
  private static final int NATS_PORT = 4222;
  private static final Duration CANARY_MAX = Duration.ofHours(1);
  private static final Duration NOTICE_MAX = Duration.ofMinutes(5);

  /** Whether one process serves the database, or several, and how those ring at each other. */
  public enum Mode {
    OFF,
    POLL,
    NOTIFY,
    NATS
  }

  static ClusterConfig read(ConfigReader reader) {
    Mode mode = reader.oneOf(ConfigKey.CLUSTER, Mode.OFF, List.of(Mode.values()));
    List<URI> urls = reader.list(ConfigKey.NATS_URL, ClusterConfig::server);
    if (mode == Mode.NATS && reader.optionalText(ConfigKey.NATS_URL).isEmpty()) {
      reader.mistake(
          "nats.url: missing (expected: %s, with cluster = nats)"
              .formatted(ConfigKey.NATS_URL.expectation()));
    }
    NatsServers servers =
        new NatsServers(urls, login(reader, urls), reader.certificates(ConfigKey.NATS_CA));
    return new ClusterConfig(
        mode,
        mode == Mode.NATS ? Optional.of(servers) : Optional.empty(),
        reader.duration(ConfigKey.DRAIN_NOTICE, Duration.ZERO, NOTICE_MAX),
        reader.duration(ConfigKey.CANARY, Duration.ZERO, CANARY_MAX));
  }

  private static Optional<Login> login(ConfigReader reader, List<URI> urls) {
    Optional<String> user = reader.optionalText(ConfigKey.NATS_USER);
    Optional<String> password = reader.optionalText(ConfigKey.NATS_PASSWORD);
    if (user.isPresent() != password.isPresent()) {
      reader.mistake("nats.user, nats.password: only one is given (expected: both or neither)");
    }
    if (user.isPresent() && !urls.stream().allMatch(ClusterConfig::keepsSecrets)) {
      reader.mistake(
          "nats.password: would be sent in the clear (expected: tls:// in nats.url, or a server on"
              + " this machine)");
    }
    return user.flatMap(name -> password.map(secret -> new Login(name, secret)));
  }

  private static boolean keepsSecrets(URI url) {
    return url.getScheme().equals("tls")
        || Stream.of("localhost", "127.0.0.1", "[::1]").anyMatch(url.getHost()::equals);
  }

  private static Optional<URI> server(String text) {
    return ConfigReader.uri(text)
        .filter(it -> "nats".equals(it.getScheme()) || "tls".equals(it.getScheme()))
        .filter(it -> it.getHost() != null && it.getRawUserInfo() == null)
        .filter(it -> it.getRawPath().isEmpty() || it.getRawPath().equals("/"))
        .filter(it -> it.getRawQuery() == null && it.getRawFragment() == null)
        .map(it ->
            URI.create(
                "%s://%s:%d"
                    .formatted(
                        it.getScheme(),
                        it.getHost(),
                        it.getPort() == -1 ? NATS_PORT : it.getPort())));
  }
}
