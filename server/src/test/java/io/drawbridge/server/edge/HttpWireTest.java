package io.drawbridge.server.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.id.AccountId;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class HttpWireTest {
  private static final String SEND =
      "{\"client_id\":\"c1\",\"conversation\":\"%s\",\"text\":\"hi\"}"
          .formatted(TestConversation.ID);

  private final TestEdge server = new TestEdge();

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void bothDoorsGiveTheSameAnswer() throws IOException {
    String http = post("/v1/message.send", SEND, "Authorization: Bearer token-1");
    try (RawSocket socket = RawSocket.started(server.port(), 1)) {
      socket.text("{\"id\":1,\"command\":{\"type\":\"message.send\"," + SEND.substring(1) + "}");
      String reply = socket.frame().text();
      String result = reply.substring(reply.indexOf("\"result\":") + 9, reply.length() - 1);
      assertThat(http).startsWith("HTTP/1.1 200 ").endsWith("\r\n\r\n" + result);
    }
  }

  @Test
  void protocolDescribesItself() throws IOException {
    for (String path : List.of("/v1/openapi.json", "/v1/asyncapi.json")) {
      try (RawSocket socket = new RawSocket(server.port())) {
        socket.send("GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n".formatted(path));
        assertThat(socket.answer())
            .startsWith("HTTP/1.1 200 ")
            .contains("application/json")
            .contains("message.send");
      }
    }
  }

  @Test
  void bothDoorsGiveTheSameRefusal() throws IOException {
    server.refused.add(new AccountId(2));
    assertThat(post("/v1/account.me", "{}", "Authorization: Bearer token-2"))
        .startsWith("HTTP/1.1 404 ")
        .endsWith("{\"type\":\"error\",\"code\":\"not_found\",\"message\":\"not found\"}");
  }

  @Test
  void commandWithoutTokenIsUnauthenticated() throws IOException {
    assertThat(post("/v1/account.me", "{}"))
        .startsWith("HTTP/1.1 401 ")
        .containsIgnoringCase("www-authenticate: Bearer")
        .contains("\"unauthenticated\"");
    assertThat(post("/v1/account.me", "{}", "Authorization: Basic YQ==")).contains("401");
    assertThat(post("/v1/account.me", "{}", "Authorization: Bearer wrong")).contains("401");
  }

  @Test
  void openCommandNeedsNoToken() throws IOException {
    assertThat(post("/v1/account.request_link", "{\"email\":\"a@example.com\"}"))
        .startsWith("HTTP/1.1 200 ")
        .endsWith("{\"type\":\"done\"}");
  }

  @Test
  void commandOfALiveSessionIsRefused() throws IOException {
    String body = "{\"conversation\":\"" + TestConversation.ID + "\"}";
    assertThat(post("/v1/interest.close", body, "Authorization: Bearer token-3"))
        .startsWith("HTTP/1.1 400 ")
        .contains("expected: over a WebSocket");
  }

  @Test
  void badBodiesAreRefused() throws IOException {
    String token = "Authorization: Bearer token-4";
    assertThat(post("/v1/message.send", "{", token)).contains(" 400 ").contains("bad_frame");
    assertThat(post("/v1/message.send", "{\"text\":1}", token)).contains("\"invalid\"");
    assertThat(post("/v1/message.send", "x".repeat(65_537), token))
        .startsWith("HTTP/1.1 413 ")
        .contains("\"too_large\"");
  }

  @Test
  void bodyMustBeCalledJson() throws IOException {
    try (RawSocket socket = new RawSocket(server.port())) {
      socket.send(
          "POST /v1/account.me HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer token-1\r\n"
              + "Content-Type: text/plain\r\nContent-Length: 2\r\n\r\n{}");
      assertThat(socket.answer()).startsWith("HTTP/1.1 400 ").contains("application/json");
    }
  }

  @Test
  void residencyAndRegistrationEndWithTheRequest() throws IOException {
    post("/v1/account.me", "{}", "Authorization: Bearer token-31");
    org.awaitility.Awaitility.await()
        .atMost(java.time.Duration.ofSeconds(5))
        .until(() -> server.sessions.outlets(new AccountId(31)).isEmpty());
  }

  @Test
  void requestsOnOneConnectionAreAnsweredInOrder() throws IOException {
    String one = request("POST", "/v1/account.me", "{}", "Authorization: Bearer token-5");
    String two = request("GET", "/nowhere", "");
    try (RawSocket socket = new RawSocket(server.port())) {
      socket.send(one + two + one);
      assertThat(socket.answer()).contains(" 200 ").contains("Ada");
      assertThat(socket.answer()).contains(" 404 ");
      assertThat(socket.answer()).contains(" 200 ");
    }
  }

  @Test
  void everyWrongPathIsTheSameAnswer() throws IOException {
    Set<String> answers = new HashSet<>();
    for (String path : PathCorpus.WRONG) {
      for (String method : new String[] {"GET", "POST", "PUT"}) {
        String answer = send(request(method, path, ""));
        if (method.equals("POST") && path.equals("/v1/ws.json")) {
          assertThat(answer).contains("unknown_command");
        } else {
          answers.add(answer);
        }
      }
    }
    assertThat(answers).singleElement().asString().startsWith("HTTP/1.1 404 ");
  }

  @Test
  void managementIsNotReachableThroughTheClientPort() throws IOException {
    for (String path : new String[] {"/metrics", "/health/live", "/health/ready"}) {
      assertThat(send(request("GET", path, ""))).startsWith("HTTP/1.1 404 ");
    }
  }

  @Test
  void ambiguousRequestsAreRefusedAndTheConnectionClosed() throws IOException {
    String head = "POST /v1/account.me HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n";
    for (String rest :
        new String[] {
          "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
          "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
          "Content-Length: 2, 3\r\n\r\n{}",
          "Content-Length: +2\r\n\r\n{}",
          "Content-Length: -1\r\n\r\n{}",
          "Transfer-Encoding: xchunked\r\n\r\n",
          "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
          "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n",
          "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
          "Transfer-Encoding: chunked\r\n\r\n2;x=\n\r\n{}\r\n0\r\n\r\n",
          "X: a\r\n b: folded\r\nHost: i\r\n\r\n",
          "X: a\r\n folded\r\nContent-Length: 2\r\n\r\n{}",
          "X: a\r\n\tfolded\r\nContent-Length: 2\r\n\r\n{}",
          "X: a\r\n \r\nContent-Length: 2\r\n\r\n{}",
          "Bad Header\r\n\r\n",
          "X\u0000: y\r\n\r\n",
        }) {
      try (RawSocket socket = new RawSocket(server.port())) {
        socket.send(head + rest);
        assertThat(socket.head()).as(rest).startsWith("HTTP/1.1 400 ");
        assertThat(socket.closed()).as(rest).isTrue();
      }
    }
  }

  @Test
  void otherVersionsAndHostsAreRefused() throws IOException {
    for (String raw :
        new String[] {
          "GET / HTTP/0.9\r\nHost: h\r\n\r\n",
          "GET / HTTP/2.0\r\nHost: h\r\n\r\n",
          "GET / HTTP/1.0\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
          "GET / HTTP/1.1\r\n\r\n",
          "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        }) {
      try (RawSocket socket = new RawSocket(server.port())) {
        socket.send(raw);
        assertThat(socket.head()).as(raw).startsWith("HTTP/1.1 400 ");
        assertThat(socket.closed()).isTrue();
      }
    }
  }

  /** Issue 8.28: what nginx speaks to what is behind it, if nobody tells it otherwise. */
  @Test
  void oldHttpIsAnswered() throws IOException {
    String body = "{}";
    String request =
        "POST /v1/account.me HTTP/1.0\r\nHost: up\r\n%sAuthorization: Bearer token-1\r\n"
            + "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n"
            + body;
    try (RawSocket closing = new RawSocket(server.port())) {
      closing.send(request.formatted(""));
      assertThat(closing.answer())
          .startsWith("HTTP/1.1 200 ")
          .containsIgnoringCase("connection: close")
          .contains("Ada");
      assertThat(closing.closed()).isTrue();
    }
    try (RawSocket kept = new RawSocket(server.port())) {
      kept.send(request.formatted("Connection: keep-alive\r\n"));
      assertThat(kept.answer()).containsIgnoringCase("connection: keep-alive").contains("Ada");
      kept.send(request.formatted(""));
      assertThat(kept.answer()).containsIgnoringCase("connection: close");
      assertThat(kept.closed()).isTrue();
    }
    try (RawSocket nameless = new RawSocket(server.port())) {
      nameless.send("GET / HTTP/1.0\r\n\r\n");
      assertThat(nameless.answer()).startsWith("HTTP/1.1 200 ");
    }
    try (RawSocket socket = new RawSocket(server.port())) {
      socket.send(
          """
          GET /v1/ws HTTP/1.0
          Host: h
          Upgrade: websocket
          Connection: Upgrade
          Sec-WebSocket-Version: 13
          Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==

          """
              .replace("\n", "\r\n"));
      assertThat(socket.answer()).startsWith("HTTP/1.1 400 ").contains("over HTTP/1.1");
    }
  }

  @Test
  void schemeOfTheTokenIsReadInAnyCase() throws IOException {
    for (String scheme : new String[] {"bearer", "BEARER", "BeArEr"}) {
      assertThat(post("/v1/account.me", "{}", "Authorization: " + scheme + " token-1"))
          .startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void commandThatThereIsNotIsCalledUnknown() throws IOException {
    assertThat(post("/v1/account.fly", "{}"))
        .startsWith("HTTP/1.1 404 ")
        .contains("\"code\":\"unknown_command\"");
    assertThat(send(request("GET", "/v1/account.fly", ""))).contains("\"code\":\"not_found\"");
  }

  @Test
  void headOverSeveralReadsIsLookedAtAsOne() throws Exception {
    try (RawSocket socket = new RawSocket(server.port())) {
      for (String part :
          new String[] {"POST /v1/account.request_link HTTP/1.1\r\nHo", "st: h\r", "\nX: a\r\n"}) {
        socket.send(part);
      }
      socket.send(" folded\r\n\r\n");
      assertThat(socket.head()).startsWith("HTTP/1.1 400 ");
      assertThat(socket.closed()).isTrue();
    }
  }

  @Test
  void blankInABodyIsNoFoldedHeader() throws IOException {
    assertThat(post("/v1/account.request_link", "{\n \"email\"\n :\n\n \"a@example.com\"}"))
        .startsWith("HTTP/1.1 200 ");
  }

  @Test
  void handshakeWithABodyIsRefused() throws IOException {
    try (RawSocket socket = new RawSocket(server.port())) {
      socket.send(
          String.join(
              "\r\n",
              "GET /v1/ws HTTP/1.1",
              "Host: h",
              "Upgrade: websocket",
              "Connection: Upgrade",
              "Sec-WebSocket-Version: 13",
              "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
              "Content-Length: 5",
              "",
              "hello"));
      assertThat(socket.head()).startsWith("HTTP/1.1 400 ");
    }
  }

  @Test
  void pagesCarryThePolicyAndAreCachedByTag() throws IOException {
    String page = send(request("GET", "/", ""));
    assertThat(page)
        .startsWith("HTTP/1.1 200 ")
        .containsIgnoringCase("content-type: text/html; charset=utf-8")
        .containsIgnoringCase("x-content-type-options: nosniff")
        .containsIgnoringCase("content-security-policy: default-src 'none'");
    String tag =
        page.lines()
            .filter(line -> line.regionMatches(true, 0, "etag:", 0, 5))
            .findFirst()
            .orElseThrow()
            .substring(5)
            .strip();
    assertThat(send(request("GET", "/", "", "If-None-Match: " + tag))).startsWith("HTTP/1.1 304 ");
    try (RawSocket socket = new RawSocket(server.port())) {
      socket.send(request("HEAD", "/", "") + request("GET", "/", ""));
      assertThat(socket.head()).startsWith("HTTP/1.1 200 ");
      assertThat(socket.answer()).startsWith("HTTP/1.1 200 ").contains("<!doctype html>");
    }
  }

  @Test
  void listedOriginMayReadAnswersAndOthersMayNotAsk() throws IOException {
    String preflight = request("OPTIONS", "/v1/account.me", "", "Origin: https://listed.example");
    assertThat(send(preflight))
        .startsWith("HTTP/1.1 204 ")
        .containsIgnoringCase("access-control-allow-origin: https://listed.example");
    assertThat(post("/v1/account.request_link", "{}", "Origin: https://evil.example"))
        .startsWith("HTTP/1.1 403 ")
        .contains("origin_refused");
    assertThat(post("/v1/account.request_link", "{}", "Origin: null")).contains(" 403 ");
  }

  @Test
  void foreignPageGetsNoWebSocket() throws IOException {
    for (String origin :
        new String[] {
          "null",
          "http://evil.example",
          "http://localhost",
          "http://localhost:2",
          "http://sub.localhost:1",
          "http://localhost:1.evil.example",
          "http://user@localhost:1",
          "file://localhost:1",
          "http://locaIhost:1",
          "",
        }) {
      try (RawSocket socket = new RawSocket(server.port())) {
        assertThat(socket.upgrade("Origin: " + origin)).as(origin).contains("403");
      }
    }
    for (String origin :
        new String[] {"http://localhost:1", "https://LOCALHOST:1", "https://listed.example:443"}) {
      try (RawSocket socket = new RawSocket(server.port())) {
        assertThat(socket.upgrade("Origin: " + origin)).as(origin).contains("101");
      }
    }
  }

  private String post(String path, String body, String... headers) throws IOException {
    return send(request("POST", path, body, headers));
  }

  private String send(String request) throws IOException {
    try (RawSocket socket = new RawSocket(server.port())) {
      socket.send(request);
      return socket.answer();
    }
  }

  private static String request(String method, String path, String body, String... headers) {
    StringBuilder request =
        new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: localhost:1\r\n");
    for (String header : headers) {
      request.append(header).append("\r\n");
    }
    if (!body.isEmpty()) {
      request
          .append("Content-Type: application/json\r\nContent-Length: ")
          .append(body.length())
          .append("\r\n");
    }
    return request.append("\r\n").append(body).toString();
  }
}
