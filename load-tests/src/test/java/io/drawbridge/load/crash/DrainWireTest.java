package io.drawbridge.load.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.client.StopCause;
import io.drawbridge.load.driver.DatabaseProcesses;
import io.drawbridge.load.driver.ServerProcess;
import io.drawbridge.load.driver.Testbed;
import io.drawbridge.load.driver.Workspace;
import io.drawbridge.protocol.CloseCode;
import io.drawbridge.protocol.frame.Event;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.result.AccountResult;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A real server gets SIGINT, as by Ctrl-C, while clients are connected and send. */
final class DrainWireTest {
  private static final int PLAIN = 8;
  private static final Duration EXIT_MAX = Duration.ofSeconds(60);

  private final HttpClient http = HttpClient.newHttpClient();

  private final Ledger ledger = new Ledger();

  /** To close it would wait for sockets that were left open, for ever where one is lost. */
  @AfterEach
  void hangUp() {
    http.shutdownNow();
  }

  // Two starts of a server: slow where the machine has other work.
  @Timeout(900)
  @Test
  void clientsAreSentAwayAndNothingIsLeftRunning() throws Exception {
    try (Testbed testbed = Testbed.open(Map.of("DRAIN", "2s"))) {
      ServerProcess server = testbed.server();
      Workspace workspace = testbed.workspace();
      ConversationId group = workspace.group("Drain");
      List<AccountResult.Tokens> guests = workspace.externals(group, "guest", PLAIN + 2);
      List<PlainSocket> sockets =
          guests.subList(2, guests.size()).stream()
              .map(guest -> PlainSocket.connect(http, server.uri(), guest))
              .toList();
      try (Listener anna = new Listener(server.uri(), guests.get(0))) {
        Traffic traffic = new Traffic(testbed.door(), workspace, group, ledger);
        traffic.sends(anna.client(), "anna");
        traffic.sends(guests.get(1), "bela");
        ledger.awaitSends(50, () -> false);
        List<ProcessHandle> database = server.database().living();
        assertThat(database).hasSizeGreaterThan(2);

        server.interrupt();
        Set<Long> times = new HashSet<>();
        for (PlainSocket socket : sockets) {
          Event.ServerDraining said = socket.draining().get(30, TimeUnit.SECONDS);
          assertThat(said.reconnectAfterMs()).isBetween(1L, 60_000L);
          times.add(said.reconnectAfterMs());
          assertThat(socket.closeCode().get(30, TimeUnit.SECONDS))
              .isEqualTo(CloseCode.DRAINING.number());
        }
        assertThat(times).hasSizeGreaterThan(1);
        assertThat(server.awaitExit(EXIT_MAX)).isZero();
        assertThat(anna.losses())
            .first()
            .isInstanceOfSatisfying(
                StopCause.ByServer.class,
                cause -> assertThat(cause.code()).contains(CloseCode.DRAINING));
        assertThat(server.database().file()).doesNotExist();
        assertThat(database).noneMatch(DatabaseProcesses::runs);

        traffic.stop();
        server.restart();
        traffic.settle();
        new Aftermath(testbed.door(), workspace, group, ledger).everySendIsThereOnce();
      }
    }
  }
}
