package io.drawbridge.server.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.protocol.CloseCode;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.result.Done;
import io.drawbridge.server.dispatch.CommandRates;
import io.drawbridge.server.ratelimit.Rate;
import io.drawbridge.server.session.Outlet;
import io.drawbridge.server.session.Session;
import io.drawbridge.server.session.outbox.Answer;
import io.drawbridge.server.session.outbox.SessionLimits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

final class EdgeLifeWireTest {
  private static final Rate PLENTY = Rate.perSecond(10_000, 10_000);
  private static final CommandRates RATES = CommandRates.of(PLENTY, PLENTY);
  private static final String BIG = "\"" + "x".repeat(60_000) + "\"";

  @Test
  void slowReaderIsCutOffAndOthersAreNot() throws IOException {
    try (TestEdge server = new TestEdge();
        RawSocket slow = narrow(server.port(), 1);
        RawSocket quick = RawSocket.started(server.port(), 2)) {
      Session session = server.sessions.of(new AccountId(1)).getFirst();
      for (int i = 0; i < 200 && !server.sessions.of(new AccountId(1)).isEmpty(); i++) {
        server.push(1, BIG);
      }
      server.push(2, "\"still here\"");
      assertThat(quick.frame().text()).isEqualTo("\"still here\"");
      Awaitility.await()
          .atMost(Duration.ofSeconds(10))
          .until(() -> server.metrics.scrape().contains("drawbridge_outbox_cutoffs_total 1"));
      Awaitility.await()
          .atMost(Duration.ofSeconds(10))
          .until(() -> !server.sessions.outlets(new AccountId(1)).contains(session));
      assertThat(slow.closed()).isTrue();
    }
  }

  @Test
  void bytesThatAreStuckAreSeenAndResetAtOnce() throws Exception {
    try (TestEdge server = new TestEdge();
        RawSocket stuck = narrow(server.port(), 1)) {
      Session session = server.sessions.of(new AccountId(1)).getFirst();
      Awaitility.await()
          .atMost(Duration.ofSeconds(10))
          .until(() -> {
            for (int i = 0; i < 10; i++) {
              server.push(1, BIG);
            }
            return TestEdge.hasUnflushed(session);
          });
      session.connection().execute(() -> session.connection().reset(CloseCode.ACCESS_RESET));
      Awaitility.await()
          .atMost(Duration.ofSeconds(10))
          .until(() -> server.sessions.outlets(new AccountId(1)).isEmpty());
      assertThat(stuck.closed()).isTrue();
      assertThat(server.held).hasValue(0);
    }
  }

  @Test
  void clientThatDoesNotStartIsClosed() throws IOException {
    try (TestEdge server = server(Duration.ofMillis(100), Duration.ofMinutes(1), RATES);
        RawSocket socket = new RawSocket(server.port())) {
      socket.upgrade();
      assertThat(socket.frame(RawSocket.CLOSE).closeCode()).isEqualTo(4008);
    }
  }

  @Test
  void requestThatDoesNotComeIsClosed() throws IOException {
    try (TestEdge server = server(Duration.ofSeconds(5), Duration.ofMinutes(1), RATES);
        RawSocket socket = new RawSocket(server.port())) {
      socket.send("GET / HTTP/1.1\r\nHost:");
      assertThat(socket.closed()).isTrue();
    }
  }

  @Test
  void refusalReachesAClientThatGoesOnSendingForAWhile() throws IOException {
    String part = "x".repeat(100_000);
    try (TestEdge server = server(Duration.ofSeconds(5), Duration.ofMinutes(1), RATES);
        RawSocket socket = new RawSocket(server.port());
        RawSocket endless = new RawSocket(server.port())) {
      String head = "POST /v1/commands HTTP/1.1\r\nHost: h\r\nContent-Length: 1000000000\r\n\r\n";
      socket.send(head);
      for (int i = 0; i < 40; i++) {
        socket.send(part);
      }
      assertThat(socket.head()).startsWith("HTTP/1.1 413 ").contains("connection: close");
      endless.send(head);
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 1_000; i++) {
                  endless.send(part);
                }
              })
          .isInstanceOf(SocketException.class);
    }
  }

  @Test
  void connectionIsKeptBetweenRequestsForLongerThanOneMayTake() throws IOException {
    try (TestEdge server = server(Duration.ofSeconds(5), Duration.ofMinutes(1), RATES);
        RawSocket kept = new RawSocket(server.port())) {
      String request = "HEAD / HTTP/1.1\r\nHost: h\r\n\r\n";
      kept.send(request);
      String first = kept.head();
      try (RawSocket unfinished = new RawSocket(server.port())) {
        unfinished.send("HEAD / HTTP/1.1\r\nHost:");
        assertThat(unfinished.closed()).isTrue();
      }

      kept.send(request);

      assertThat(kept.head()).isEqualTo(first);
    }
  }

  @Test
  void connectionWithoutAnotherRequestIsClosed() throws IOException {
    try (TestEdge server = server(Duration.ofSeconds(5), Duration.ofSeconds(2), RATES);
        RawSocket socket = new RawSocket(server.port())) {
      socket.send("HEAD / HTTP/1.1\r\nHost: h\r\n\r\n");
      assertThat(socket.head()).startsWith("HTTP/1.1 ");
      assertThat(socket.closed()).isTrue();
    }
  }

  @Test
  void silentClientIsPingedThenClosed() throws IOException {
    try (TestEdge server = server(Duration.ofSeconds(5), Duration.ofSeconds(6), RATES);
        RawSocket socket = RawSocket.started(server.port(), 1)) {
      assertThat(socket.frame().opcode()).isEqualTo(RawSocket.PING);
      assertThat(socket.frame(RawSocket.CLOSE).closeCode()).isEqualTo(4006);
    }
  }

  @Test
  void commandsBeyondTheRateAreRefusedWithATime() throws IOException {
    CommandRates rates = CommandRates.of(Rate.perSecond(1, 3), PLENTY);
    try (TestEdge server = server(Duration.ofSeconds(5), Duration.ofMinutes(1), rates);
        RawSocket socket = RawSocket.started(server.port(), 1)) {
      for (int i = 1; i <= 4; i++) {
        socket.text("{\"id\":" + i + ",\"command\":{\"type\":\"account.me\"}}");
      }
      assertThat(List.of(text(socket), text(socket), text(socket), text(socket)))
          .filteredOn(frame -> frame.contains("rate_limited"))
          .singleElement()
          .asString()
          .contains("\"id\":4")
          .contains("\"retry_after_ms\":");
    }
  }

  @Test
  void drainTellsEverybodyAndClosesThem() throws IOException {
    try (TestEdge server = new TestEdge();
        RawSocket one = RawSocket.started(server.port(), 1);
        RawSocket two = RawSocket.started(server.port(), 2)) {
      CompletableFuture<Void> drained = CompletableFuture.runAsync(server.edge::drain);
      for (RawSocket socket : List.of(one, two)) {
        assertThat(socket.frame().text()).contains("server.draining", "reconnect_after_ms");
        assertThat(socket.frame(RawSocket.CLOSE).closeCode()).isEqualTo(4000);
        socket.write(true, RawSocket.CLOSE, new byte[] {0xf, (byte) 0xa0}, true);
      }
      drained.orTimeout(10, java.util.concurrent.TimeUnit.SECONDS).join();
      assertThat(server.sessions.all()).isEmpty();
      String ready = get(server.managementPort(), "/health/ready");
      assertThat(ready).startsWith("HTTP/1.1 503 ").contains("doors: stopping");
    }
  }

  @Test
  void commandsUnderWayAreAnsweredBeforeTheDrainCloses() throws Exception {
    String body = "{\"conversation\":\"" + TestConversation.ID + "\"}";
    try (TestEdge server = new TestEdge();
        RawSocket socket = RawSocket.started(server.port(), 1);
        RawSocket request = new RawSocket(server.port())) {
      socket.text("{\"id\":7,\"command\":{\"type\":\"typing.start\"," + body.substring(1) + "}");
      request.send(
          "POST /v1/typing.start HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer token-2\r\n"
              + "Content-Type: application/json\r\nContent-Length: "
              + body.length()
              + "\r\n\r\n"
              + body);
      Awaitility.await()
          .atMost(Duration.ofSeconds(5))
          .until(() -> server.sessions.outlets(new AccountId(2)).size() == 1);
      CompletableFuture<Void> drained = CompletableFuture.runAsync(server.edge::drain);
      assertThat(socket.frame().text()).contains("server.draining");
      // Refused from when its turn has come; until then it is carried out like any other.
      String answer;
      long id = 8;
      do {
        socket.text("{\"id\":" + id + ",\"command\":{\"type\":\"account.me\"}}");
        answer = text(socket);
        assertThat(answer).contains("\"id\":" + id);
        id++;
      } while (!answer.contains("unavailable"));
      assertThat(drained).isNotDone();
      server.slowAnswer.complete(Answer.own(new Done()));
      assertThat(text(socket)).contains("\"id\":7").contains("done");
      assertThat(socket.frame(RawSocket.CLOSE).closeCode()).isEqualTo(4000);
      socket.write(true, RawSocket.CLOSE, new byte[] {0xf, (byte) 0xa0}, true);
      assertThat(request.answer()).startsWith("HTTP/1.1 200 ");
      drained.orTimeout(10, java.util.concurrent.TimeUnit.SECONDS).join();
    }
  }

  /** So that costly work which waits for its turn is not done for nobody. */
  @Test
  void handlerLearnsThatItsAskerHasLeftThroughEitherDoor() throws IOException {
    String body = "{\"conversation\":\"" + TestConversation.ID + "\"}";
    try (TestEdge server = new TestEdge()) {
      RawSocket socket = RawSocket.started(server.port(), 1);
      socket.text("{\"id\":7,\"command\":{\"type\":\"typing.start\"," + body.substring(1) + "}");
      RawSocket request = new RawSocket(server.port());
      request.send(
          "POST /v1/typing.start HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer token-2\r\n"
              + "Content-Type: application/json\r\nContent-Length: "
              + body.length()
              + "\r\n\r\n"
              + body);
      Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> server.asking.size() == 2);
      assertThat(server.asking).allMatch(BooleanSupplier::getAsBoolean);
      socket.close();
      request.close();
      Awaitility.await()
          .atMost(Duration.ofSeconds(10))
          .until(() -> server.asking.stream().noneMatch(BooleanSupplier::getAsBoolean));
    }
  }

  /** A load balancer keeps connections; a client that comes over one now goes elsewhere at once. */
  @Test
  void nobodyStartsASessionDuringTheDrain() throws IOException {
    try (TestEdge server = new TestEdge();
        RawSocket socket = RawSocket.started(server.port(), 1);
        RawSocket late = new RawSocket(server.port())) {
      late.send("GET /none HTTP/1.1\r\nHost: h\r\n\r\n");
      assertThat(late.answer()).startsWith("HTTP/1.1 404 ");
      CompletableFuture<Void> drained = CompletableFuture.runAsync(server.edge::drain);
      assertThat(socket.frame().text()).contains("server.draining");
      assertThat(late.upgrade("Authorization: Bearer " + TestEdge.token(2)))
          .startsWith("HTTP/1.1 503 ");
      assertThat(socket.frame(RawSocket.CLOSE).closeCode()).isEqualTo(4000);
      socket.write(true, RawSocket.CLOSE, new byte[] {0xf, (byte) 0xa0}, true);
      drained.orTimeout(10, java.util.concurrent.TimeUnit.SECONDS).join();
    }
  }

  @Test
  void loopThatHangsIsNamedUntilItRunsAgain() throws IOException {
    try (TestEdge server = new TestEdge()) {
      CompletableFuture<Void> free = new CompletableFuture<>();
      server.loops.executors().getFirst().execute(free::join);
      try {
        assertThat(get(server.managementPort(), "/health/ready"))
            .startsWith("HTTP/1.1 503 ")
            .endsWith("event loops: 1 of 2 do not run\n");
        assertThat(get(server.managementPort(), "/health/live")).startsWith("HTTP/1.1 200 ");
      } finally {
        free.complete(null);
      }
      Awaitility.await()
          .atMost(Duration.ofSeconds(10))
          .until(() -> get(server.managementPort(), "/health/ready").startsWith("HTTP/1.1 200 "));
    }
  }

  @Test
  void managementShowsHealthAndMetrics() throws IOException {
    try (TestEdge server = new TestEdge()) {
      assertThat(get(server.managementPort(), "/health/live")).startsWith("HTTP/1.1 200 ");
      assertThat(get(server.managementPort(), "/health/ready")).startsWith("HTTP/1.1 200 ");
      assertThat(get(server.managementPort(), "/metrics")).contains("drawbridge_connections 0.0");
      assertThat(get(server.managementPort(), "/")).startsWith("HTTP/1.1 404 ");
    }
  }

  @Test
  void requestUnderWayEndsWhenItsSessionIsEnded() throws IOException {
    try (TestEdge server = new TestEdge();
        RawSocket socket = new RawSocket(server.port())) {
      String body = "{\"conversation\":\"" + TestConversation.ID + "\"}";
      socket.send(
          "POST /v1/typing.start HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer token-4\r\n"
              + "Content-Type: application/json\r\nContent-Length: "
              + body.length()
              + "\r\n\r\n"
              + body);
      Awaitility.await()
          .atMost(Duration.ofSeconds(5))
          .until(() -> server.sessions.outlets(new AccountId(4)).size() == 1);
      Outlet request = server.sessions.outlets(new AccountId(4)).getFirst();
      request
          .connection()
          .execute(() -> request.end(io.drawbridge.protocol.people.SessionEnd.REVOKED));
      assertThat(socket.answer()).startsWith("HTTP/1.1 401 ");
      Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> server.held.get() == 0);
    }
  }

  private static TestEdge server(Duration start, Duration idle, CommandRates rates) {
    EdgeConfig.Bounds bounds = TestEdge.bounds(start, idle);
    return new TestEdge(TestEdge.config(bounds), SessionLimits.DEFAULT, rates);
  }

  /** A client with a small receive window that reads its hello and then no more. */
  private static RawSocket narrow(int port, long account) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4_096);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    RawSocket raw = new RawSocket(socket);
    raw.upgrade("Authorization: Bearer " + TestEdge.token(account));
    raw.frame();
    return raw;
  }

  private static String text(RawSocket socket) throws IOException {
    return socket.frame(RawSocket.TEXT).text();
  }

  /** Issue 8.24: a page that has its own name point at this machine. */
  @Test
  void managementAnswersNoNameThatAnybodyCouldPointHere() throws IOException {
    try (TestEdge server = new TestEdge()) {
      for (String path : List.of("/metrics", "/health/live", "/health/ready", "/")) {
        assertThat(get(server.managementPort(), path, "evil.example"))
            .startsWith("HTTP/1.1 403 ")
            .contains("expected: localhost, an IP address, or one of management.names");
      }
    }
  }

  private static String get(int port, String path) throws IOException {
    return get(port, path, "localhost");
  }

  private static String get(int port, String path, String host) throws IOException {
    try (RawSocket socket = new RawSocket(port)) {
      socket.send("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
      return socket.answer();
    }
  }
}
