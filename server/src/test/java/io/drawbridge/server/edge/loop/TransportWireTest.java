package io.drawbridge.server.edge.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.protocol.CloseCode;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.server.dispatch.CommandRates;
import io.drawbridge.server.edge.EdgeConfig;
import io.drawbridge.server.edge.RawSocket;
import io.drawbridge.server.edge.TestEdge;
import io.drawbridge.server.session.Session;
import io.drawbridge.server.session.outbox.SessionLimits;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.uring.IoUring;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class TransportWireTest {
  /** Nothing is skipped: a transport that this machine lacks (io_uring often) is refused. */
  @ParameterizedTest
  @EnumSource
  void everyTransportWorksOrIsRefused(Transport transport) throws IOException {
    if (runsHere(transport)) {
      framesFlowAndStuckSocketsAreReset(transport);
    } else {
      assertThatThrownBy(() -> EventLoops.start(transport, 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("transport: " + transport.name().toLowerCase(Locale.ROOT));
    }
  }

  private static void framesFlowAndStuckSocketsAreReset(Transport transport) throws IOException {
    EdgeConfig config =
        TestEdge.config(TestEdge.bounds(Duration.ofSeconds(10), Duration.ofSeconds(75)));
    try (TestEdge server =
            new TestEdge(config, SessionLimits.DEFAULT, CommandRates.DEFAULT, transport);
        RawSocket socket = RawSocket.started(server.port(), 1)) {
      server.push(1, "\"hello\"");
      assertThat(socket.frame().text()).isEqualTo("\"hello\"");

      Session session = server.sessions.of(new AccountId(1)).getFirst();
      Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> !TestEdge.hasUnflushed(session));
      String big = "\"" + "x".repeat(60_000) + "\"";
      for (int i = 0; i < 15; i++) {
        server.push(1, big);
      }
      session.connection().execute(() -> session.connection().reset(CloseCode.ACCESS_RESET));
      Awaitility.await()
          .atMost(Duration.ofSeconds(10))
          .until(() -> server.sessions.outlets(new AccountId(1)).isEmpty());
      assertThat(socket.closed()).isTrue();
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void linuxHasANativeTransport() {
    assertThat(Epoll.isAvailable()).as(() -> String.valueOf(Epoll.unavailabilityCause())).isTrue();
  }

  private static boolean runsHere(Transport transport) {
    return switch (transport) {
      case AUTO, NIO -> true;
      case EPOLL -> Epoll.isAvailable();
      case IO_URING -> IoUring.isAvailable();
    };
  }
}
