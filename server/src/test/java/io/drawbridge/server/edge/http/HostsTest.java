package io.drawbridge.server.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HostsTest {
  private final Hosts hosts = new Hosts(List.of("metrics.internal"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "localhost:8081",
        "LOCALHOST:8081",
        "127.0.0.1:8081",
        "10.1.2.3",
        "[::1]:8081",
        "[2001:db8::1]",
        "metrics.internal:8081",
        "Metrics.Internal",
      })
  void namesThatNobodyElseOwnsAreKnown(String host) {
    assertThat(hosts.known(List.of(host))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "evil.example:8081",
        "localhost.evil.example",
        "",
        "127.0.0.1.x",
        "::1"
      })
  void namesOfOthersAreNot(String host) {
    assertThat(hosts.known(List.of(host))).isFalse();
  }

  @Test
  void probeOfOldHttpHasNoHost() {
    assertThat(hosts.known(List.of())).isTrue();
    assertThat(hosts.known(List.of("localhost", "localhost"))).isFalse();
  }
}
