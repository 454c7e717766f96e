package io.drawbridge.load.scenario;

import io.drawbridge.load.driver.ServerProcess;
import io.drawbridge.load.driver.SocketDoor;
import io.drawbridge.load.driver.Sockets;
import io.drawbridge.load.driver.Testbed;
import io.drawbridge.load.driver.Workspace;
import io.drawbridge.load.measure.Latencies;
import io.drawbridge.load.measure.ProcessMemory;
import io.drawbridge.load.measure.Table;
import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.result.AccountResult;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A server with its usual limits, one person who uses it, first alone and then beside strangers:
 * sockets that say nothing, frames, bodies and TLS hellos without an end, a storm of sign-ins with
 * wrong passwords, and one external who sends as fast as they can.
 */
public final class SiegeScenario {
  private static final int FRAME_BYTES = 65_500;
  private static final int SMALL_BYTES = 8_000;
  private static final int STORMS = 4;
  private static final int FLOOD_IN_FLIGHT = 32;

  /**
   * The usual limits. They are lifted elsewhere, where a driver on one address would exceed them;
   * here they are what is tried.
   */
  private static final Map<String, String> USUAL =
      Map.of("RATE_COMMANDS", "50", "RATE_BURST", "200", "RATE_OPEN", "30");

  private final int sockets;
  private final int addresses;
  private final Duration length;
  private final String heap;

  /**
   * A siege.
   *
   * @param sockets that strangers keep open
   * @param addresses they come from
   * @param length of the time before, and of the time beside them
   * @param heap of the server
   */
  public SiegeScenario(int sockets, int addresses, Duration length, String heap) {
    this.sockets = sockets;
    this.addresses = addresses;
    this.length = length;
    this.heap = heap;
  }

  /** Runs and returns the report. */
  public String run() throws Exception {
    try (Testbed testbed = Testbed.open(USUAL, heap);
        Sockets clients = new Sockets(1)) {
      ServerProcess server = testbed.server();
      Workspace workspace = testbed.workspace();
      ConversationId group = workspace.group("Town");
      AccountResult.Tokens external = workspace.externals(group, "flood", 1).getFirst();
      Besieged person = new Besieged(server.uri(), workspace, group, clients);
      person.live(length.dividedBy(3));
      Besieged.Day before = person.live(length);
      ProcessMemory quiet = server.memory();
      List<Besieger> strangers = new ArrayList<>();
      Flood flood = new Flood(new SocketDoor(clients, server.uri(), external.accessToken()));
      Thread flooding = Thread.ofPlatform().daemon(true).start(() -> flood.run(workspace, group));
      try {
        strangers.addAll(
            strangers(
                new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), server.uri().getPort())));
        Besieged.Day beside = person.live(length);
        return report(server, before, beside, quiet, strangers, flood);
      } finally {
        flood.over.set(true);
        flooding.interrupt();
        strangers.forEach(Besieger::close);
      }
    }
  }

  private static String head(String lines) {
    return lines.replace("\n", "\r\n");
  }

  private List<Besieger> strangers(InetSocketAddress server) {
    String upgrade =
        head(
            """
            GET /v1/ws HTTP/1.1
            Host: localhost
            Upgrade: websocket
            Connection: Upgrade
            Sec-WebSocket-Version: 13
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==

            """);
    String signIn =
        head(
            """
            POST /v1/account.sign_in HTTP/1.1
            Host: localhost
            Content-Type: application/json
            """);
    String body = "Content-Length: %d\r\n\r\n";
    List<Besieger> all = new ArrayList<>();
    all.add(
        Besieger.silent(
            server,
            addresses,
            "half-open",
            sockets / 2,
            new byte[0],
            Besieger.ascii("POST /v1/a")));
    all.add(
        Besieger.silent(
            server,
            addresses,
            "frames",
            sockets / 5,
            withFrame(upgrade, FRAME_BYTES),
            withFrame(upgrade, SMALL_BYTES)));
    all.add(
        Besieger.silent(
            server,
            addresses,
            "bodies",
            sockets / 5,
            Besieger.ascii(signIn + body.formatted(FRAME_BYTES) + "x".repeat(FRAME_BYTES - 500)),
            Besieger.ascii(signIn + body.formatted(SMALL_BYTES) + "x".repeat(SMALL_BYTES - 100))));
    all.add(Besieger.silent(server, addresses, "TLS", sockets / 10, hello()));
    for (int i = 0; i < STORMS; i++) {
      all.add(
          Besieger.asking(
              server,
              addresses,
              "sign-ins",
              number -> {
                String wrong =
                    "{\"email\":\"%s\",\"password\":\"not the password %d\",\"device\":\"x\"}"
                        .formatted(Workspace.OWNER, number);
                return Besieger.ascii(signIn + body.formatted(wrong.length()) + wrong);
              }));
    }
    return all;
  }

  /** A first fragment with more to come; the mask is zero. */
  private static byte[] withFrame(String upgrade, int bytes) {
    byte[] head = Besieger.ascii(upgrade);
    byte[] all = Arrays.copyOf(head, head.length + 8 + bytes);
    all[head.length] = 0x01;
    all[head.length + 1] = (byte) 0xfe;
    all[head.length + 2] = (byte) (bytes >>> 8);
    all[head.length + 3] = (byte) bytes;
    return all;
  }

  /** The head of a TLS record that announces a hello. */
  private static byte[] hello() {
    return new byte[] {0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, (byte) 0xfc, 0x03, 0x03};
  }

  /** One external who keeps as much in flight as they may. */
  private static final class Flood {
    private final SocketDoor door;
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();

    Flood(SocketDoor door) {
      this.door = door;
    }

    void run(Workspace workspace, ConversationId group) {
      Semaphore places = new Semaphore(FLOOD_IN_FLIGHT);
      try {
        while (!over.get()) {
          places.acquire();
          door.call(
                  new MessageCommand.Send(
                      workspace.clientId(), group, "y".repeat(8_000), Optional.empty()))
              .whenComplete((done, failed) -> {
                (failed == null ? sent : refused).incrementAndGet();
                places.release();
              });
        }
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private String report(
      ServerProcess server,
      Besieged.Day before,
      Besieged.Day beside,
      ProcessMemory quiet,
      List<Besieger> strangers,
      Flood flood)
      throws Exception {
    Table table =
        new Table("", "sign in and connect", "send", "read", "refused", "resets", "unanswered");
    row(table, "alone", before);
    row(table, "beside the siege", beside);
    ProcessMemory now = server.memory();
    return """
    Siege: heap %s, %d sockets of strangers from %d addresses, %d s alone and %d s beside them; ms, \
    p50 / p95 / p99 / max
    %sserver in memory: %d MiB before, %d MiB at the end, %d MiB at most
    strangers: %d sockets opened, %d found closed by the server, %d answers to wrong sign-ins
    the external's flood: %d messages taken, %d refused
    %s
    """
        .formatted(
            heap,
            sockets,
            addresses,
            length.toSeconds(),
            length.toSeconds(),
            table,
            quiet.now(),
            now.now(),
            now.most(),
            strangers.stream().mapToLong(Besieger::opened).sum(),
            strangers.stream().mapToLong(Besieger::closed).sum(),
            strangers.stream().mapToLong(Besieger::answered).sum(),
            flood.sent.get(),
            flood.refused.get(),
            String.join(
                System.lineSeparator(), server.metrics("drawbridge_sockets", "drawbridge_memory")));
  }

  private static void row(Table table, String when, Besieged.Day day) {
    table.row(
        when,
        Latencies.percentiles(day.signIns),
        Latencies.percentiles(day.sends),
        Latencies.percentiles(day.reads),
        day.refused,
        day.resets,
        day.unanswered);
  }
}
