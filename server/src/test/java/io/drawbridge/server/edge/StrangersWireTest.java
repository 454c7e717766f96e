package io.drawbridge.server.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.server.dispatch.CommandRates;
import io.drawbridge.server.edge.intake.Memory;
import io.drawbridge.server.edge.intake.MemoryPlan;
import io.drawbridge.server.edge.loop.Transport;
import io.drawbridge.server.ratelimit.Rate;
import io.drawbridge.server.session.outbox.LoopBudget;
import io.drawbridge.server.session.outbox.SessionLimits;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Issue 8.1 and 8.2: what people without a token hold is bounded, and shuts nobody out. */
final class StrangersWireTest {
  /** How long a socket may stay half open; who waited for that would wait so long. */
  private static final Duration HALF_OPEN = Duration.ofSeconds(20);

  private static final Rate PLENTY = Rate.perSecond(100_000, 100_000);
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final int FIRST = EdgeConfig.Bounds.DEFAULT.strangerBytesMax();

  private final List<RawSocket> sockets = new ArrayList<>();

  @AfterEach
  void hangUp() throws IOException {
    for (RawSocket socket : sockets) {
      socket.close();
    }
  }

  @Test
  void unfinishedMessagesOfManyAddressesStayWithinTheBudget() throws IOException {
    try (TestEdge server = small(2_000, List.of())) {
      for (int i = 0; i < 600; i++) {
        RawSocket socket = open(server, "127.0.1." + (1 + i % 100));
        socket.upgrade();
        quietly(() -> socket.write(false, RawSocket.TEXT, new byte[FIRST - 100], true));
        if (i % 20 == 0) {
          assertThat(held(server))
              .isLessThanOrEqualTo((double) server.memory.plan().strangerBytes());
        }
      }
      assertThat(dropped(server, "memory")).isPositive();
      personGetsIn(server);
    }
  }

  @Test
  void unfinishedBodiesAndHeadsStayWithinTheBudget() throws IOException {
    try (TestEdge server = small(2_000, List.of())) {
      for (int i = 0; i < 600; i++) {
        RawSocket socket = open(server, "127.0.2." + (1 + i % 100));
        String head = "POST /v1/account.request_link HTTP/1.1\r\nHost: h\r\n";
        String rest =
            i % 2 == 0
                ? "Content-Type: application/json\r\nContent-Length: 8000\r\n\r\n"
                    + "x".repeat(7_000)
                : "X: y\r\n".repeat(40);
        quietly(() -> socket.send(head + rest));
        if (i % 20 == 0) {
          assertThat(held(server))
              .isLessThanOrEqualTo((double) server.memory.plan().strangerBytes());
        }
      }
      Awaitility.await().atMost(SOON).until(() -> dropped(server, "memory") > 0);
      personGetsIn(server);
    }
  }

  @Test
  void nothingIsHeldWhenAllAreGone() throws IOException {
    try (TestEdge server = small(2_000, List.of("127.0.0.9"))) {
      for (int i = 0; i < 50; i++) {
        RawSocket upgraded = open(server, "127.0.3." + i % 10);
        upgraded.upgrade();
        upgraded.write(false, RawSocket.TEXT, new byte[3_000], true);
        open(server, "127.0.3." + i % 10).send("POST /v1/account.me HTTP/1.1\r\nHost");
        RawSocket behind = open(server, "127.0.0.9");
        behind.upgrade("X-Forwarded-For: 192.0.2." + i);
        behind.write(false, RawSocket.TEXT, new byte[3_000], true);
        RawSocket person = open(server, "127.0.3." + i % 10);
        person.upgrade("Authorization: Bearer " + TestEdge.token(1 + i));
        person.frame();
        person.write(false, RawSocket.TEXT, new byte[30_000], true);
        server.push(1 + i, "\"something\"");
      }
      Awaitility.await().atMost(SOON).until(() -> held(server) > 0 && inputOf(server) > 0);
      hangUp();
      Awaitility.await()
          .atMost(SOON)
          .untilAsserted(() -> {
            assertThat(held(server)).isZero();
            assertThat(inputOf(server)).isZero();
            assertThat(server.memory.commands().held()).isZero();
            assertThat(server.memory.outgoing().held())
                .isLessThanOrEqualTo(TestEdge.LOOPS * LoopBudget.SPARE_MAX);
            assertThat(gauge(server, "drawbridge_sockets")).isZero();
          });
    }
  }

  @Test
  void firstMessageIsSmall() throws IOException {
    try (TestEdge server = small(100, List.of())) {
      RawSocket whole = open(server, "127.0.0.1");
      whole.upgrade();
      whole.write(true, RawSocket.TEXT, new byte[FIRST + 1], true);
      assertThat(whole.frame(RawSocket.CLOSE).closeCode()).isEqualTo(1009);
      RawSocket unfinished = open(server, "127.0.0.1");
      unfinished.upgrade();
      unfinished.bytes(largeFrame(65_500, FIRST + 1_000));
      assertThat(unfinished.frame(RawSocket.CLOSE).closeCode()).isEqualTo(1009);
      RawSocket parts = open(server, "127.0.0.1");
      parts.upgrade();
      parts.write(false, RawSocket.TEXT, new byte[FIRST / 2], true);
      parts.write(false, RawSocket.CONTINUATION, new byte[FIRST], true);
      assertThat(parts.frame(RawSocket.CLOSE).closeCode()).isEqualTo(1009);
    }
  }

  @Test
  void longestTokenFitsIntoTheFirstMessage() throws IOException {
    try (TestEdge server = small(100, List.of())) {
      RawSocket socket = open(server, "127.0.0.1");
      socket.upgrade();
      socket.text(
          "{\"id\":1,\"command\":{\"type\":\"session.start\",\"access_token\":\""
              + "x".repeat(4_096)
              + "\"}}");
      assertThat(socket.frame().text()).contains("unauthenticated");
    }
  }

  @Test
  void bodyIsSmallUntilTheTokenIsGood() throws IOException {
    try (TestEdge server = small(100, List.of())) {
      assertThat(answer(server, "", 60_000))
          .startsWith("HTTP/1.1 413 ")
          .contains("expected: at most 8192 without a token");
      assertThat(answer(server, "Authorization: Bearer wrong\r\n", 60_000))
          .startsWith("HTTP/1.1 401 ");
      assertThat(answer(server, "Authorization: Bearer token-1\r\n", 60_000))
          .startsWith("HTTP/1.1 400 ")
          .contains("bad_frame");
    }
  }

  @Test
  void bodyInChunksIsSmallUntilTheTokenIsGood() throws IOException {
    try (TestEdge server = small(100, List.of())) {
      String chunk = "1000\r\n" + "x".repeat(4_096) + "\r\n";
      RawSocket stranger = open(server, "127.0.0.1");
      quietly(() -> stranger.send(chunked("") + chunk.repeat(4)));
      assertThat(stranger.head()).startsWith("HTTP/1.1 413 ");
      RawSocket person = open(server, "127.0.0.1");
      person.send(chunked("Authorization: Bearer token-1\r\n") + chunk.repeat(4) + "0\r\n\r\n");
      assertThat(person.answer()).startsWith("HTTP/1.1 400 ").contains("bad_frame");
    }
  }

  @Test
  void clientThatWaitsToSendItsBodyIsToldToGoOn() throws IOException {
    try (TestEdge server = small(100, List.of())) {
      RawSocket socket = open(server, "127.0.0.1");
      socket.send(
          head("Authorization: Bearer token-1\r\nExpect: 100-continue\r\n", 20_000) + "\r\n");
      assertThat(socket.head()).startsWith("HTTP/1.1 100 ");
      socket.send("x".repeat(20_000));
      assertThat(socket.answer()).startsWith("HTTP/1.1 400 ");
    }
  }

  @Test
  void moreHeadersThanAnybodyNeedsAreRefused() throws IOException {
    try (TestEdge server = small(100, List.of())) {
      RawSocket socket = open(server, "127.0.0.1");
      socket.send("GET / HTTP/1.1\r\nHost: h\r\n" + "a:b\r\n".repeat(100) + "\r\n");
      assertThat(socket.head()).startsWith("HTTP/1.1 400 ");
    }
  }

  @Test
  void addressHasAShareAndItsOldestGoes() throws IOException {
    try (TestEdge server = small(40, List.of())) {
      RawSocket person = open(server, "127.0.0.1");
      person.upgrade("Authorization: Bearer token-1");
      person.frame();
      RawSocket oldest = open(server, "127.0.0.1");
      for (int i = 0; i < 10; i++) {
        open(server, "127.0.0.1");
      }
      assertThat(oldest.closed()).isTrue();
      RawSocket late = open(server, "127.0.0.1");
      late.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
      assertThat(late.head()).startsWith("HTTP/1.1 200 ");
      assertThat(dropped(server, "address")).isPositive();
      assertThat(dropped(server, "full")).isZero();
      assertThat(server.sessions.of(new AccountId(1))).hasSize(1);
    }
  }

  @Test
  void fullHouseOfHalfOpenSocketsKeepsNobodyOut() throws IOException {
    try (TestEdge server = small(200, List.of())) {
      for (int i = 0; i < 1_000; i++) {
        open(server, "127.0.4." + (1 + i % 200));
      }
      long began = System.nanoTime();
      personGetsIn(server);
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(HALF_OPEN.dividedBy(2));
      assertThat(gauge(server, "drawbridge_sockets")).isLessThanOrEqualTo(200);
    }
  }

  @Test
  void proxyHasNoShareAndItsClientsHave() throws IOException {
    try (TestEdge server = small(40, List.of("127.0.0.1"))) {
      RawSocket first = open(server, "127.0.0.1");
      first.upgrade("X-Forwarded-For: 192.0.2.7");
      for (int i = 0; i < 12; i++) {
        open(server, "127.0.0.1");
      }
      assertThat(dropped(server, "address")).isZero();
      for (int i = 0; i < 10; i++) {
        open(server, "127.0.0.1").upgrade("X-Forwarded-For: 192.0.2.7");
      }
      assertThat(dropped(server, "address")).isPositive();
      assertThat(first.closed()).isTrue();
    }
  }

  private interface Write {
    void run() throws IOException;
  }

  /** The server may have closed it already: that is what is tried here. */
  private static void quietly(Write write) {
    try {
      write.run();
    } catch (IOException closed) {
      assertThat(closed).isNotNull();
    }
  }

  private void personGetsIn(TestEdge server) throws IOException {
    RawSocket person = open(server, "127.0.0.1");
    assertThat(person.upgrade("Authorization: Bearer token-77")).contains("101");
    assertThat(person.frame().text()).contains("hello");
    person.text("{\"id\":1,\"command\":{\"type\":\"account.me\"}}");
    assertThat(person.frame().text()).contains("Ada");
  }

  private RawSocket open(TestEdge server, String from) throws IOException {
    RawSocket socket = RawSocket.from(InetAddress.getByName(from), server.port());
    sockets.add(socket);
    return socket;
  }

  private String answer(TestEdge server, String header, int bytes) throws IOException {
    RawSocket socket = open(server, "127.0.0.1");
    quietly(() -> socket.send(head(header, bytes) + "\r\n" + "x".repeat(bytes)));
    return socket.answer();
  }

  private static String head(String header, int bytes) {
    return "POST /v1/account.me HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n"
        + header
        + "Content-Length: "
        + bytes
        + "\r\n";
  }

  private static String chunked(String header) {
    return "POST /v1/account.me HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n"
        + header
        + "Transfer-Encoding: chunked\r\n\r\n";
  }

  /** A frame that announces more than is sent. */
  private static byte[] largeFrame(int announced, int sent) {
    byte[] frame = new byte[8 + sent];
    frame[0] = (byte) 0x81;
    frame[1] = (byte) 0xfe;
    frame[2] = (byte) (announced >>> 8);
    frame[3] = (byte) announced;
    return frame;
  }

  private static double held(TestEdge server) {
    return gauge(server, "drawbridge_memory_unproved_bytes");
  }

  private static long inputOf(TestEdge server) {
    return server.memory.input().held();
  }

  private static double dropped(TestEdge server, String reason) {
    return gauge(server, "drawbridge_sockets_dropped_total{reason=\"" + reason + "\"}");
  }

  private static double gauge(TestEdge server, String name) {
    return server
        .metrics
        .scrape()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .findFirst()
        .orElse(0);
  }

  private static TestEdge small(int connections, List<String> proxies) {
    MemoryPlan plan = MemoryPlan.of(32 << 20, 64 << 20, false, connections);
    EdgeConfig.Bounds usual = TestEdge.bounds(Duration.ofSeconds(20), Duration.ofSeconds(75));
    EdgeConfig.Bounds bounds =
        new EdgeConfig.Bounds(
            connections,
            usual.strangersPerAddressMax(),
            usual.backlog(),
            usual.requestBytesMax(),
            usual.strangerBytesMax(),
            usual.fragmentsMax(),
            usual.startTimeout(),
            HALF_OPEN,
            usual.pingEvery(),
            usual.idleMax(),
            usual.closeTimeout());
    EdgeConfig config = TestEdge.config(bounds, Optional.empty(), proxies);
    return new TestEdge(
        config,
        SessionLimits.DEFAULT,
        CommandRates.of(PLENTY, PLENTY),
        Transport.AUTO,
        Memory.of(plan));
  }
}
