package io.drawbridge.server.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.server.observe.Metrics;
import io.netty.handler.timeout.ReadTimeoutException;
import org.junit.jupiter.api.Test;

final class FaultsTest {
  /** As a balancer's probe that gave up while the server was busy: no line of the log is due. */
  @Test
  void peerThatSaysNothingIsLostAndNoFault() {
    Metrics metrics = new Metrics();
    new Faults(metrics).caught(ReadTimeoutException.INSTANCE);

    assertThat(metrics.scrape().lines().filter(line -> line.contains("connection_failures")))
        .anyMatch(line -> line.contains("\"lost\"") && line.endsWith(" 1.0"))
        .anyMatch(line -> line.contains("\"other\"") && line.endsWith(" 0.0"));
  }
}
