package io.drawbridge.server.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.drawbridge.server.TestCertificate;
import io.drawbridge.server.outbound.OutboundRules.Allowed;
import io.drawbridge.server.outbound.Posting.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls are made on real sockets, to the addresses that were judged. */
class OutboundClientTest {
  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
  private static final OutboundRules NAMED =
      new OutboundRules(true, List.of(new Allowed.Host("hooks.example")));
  private static final Duration LONG = Duration.ofSeconds(30);

  private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(LOOPBACK, 0), 0);
    server.createContext("/ok", exchange -> answer(exchange, 204));
    server.createContext(
        "/moved",
        exchange -> {
          exchange.getResponseHeaders().add("Location", url("hooks.example", "/ok"));
          answer(exchange, 307);
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange, int status) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    seen.add(
        "%s %s %s"
            .formatted(
                exchange.getRequestURI(), exchange.getRequestHeaders().getFirst("Host"), body));
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  private String url(String host, String path) {
    return "http://%s:%d%s".formatted(host, server.getAddress().getPort(), path);
  }

  private static Posting posting(String url, OutboundRules rules) {
    return Posting.json(
        Destination.of("url", url, rules),
        Map.of("x-test", "1"),
        "{}".getBytes(StandardCharsets.UTF_8));
  }

  private static OutboundClient client(OutboundRules rules, JudgedResolver.Names names)
      throws Exception {
    return new OutboundClient(rules, names, SSLContext.getDefault(), LONG);
  }

  @Test
  void nameIsCalledAtTheAddressThatWasJudged() throws Exception {
    try (OutboundClient client = client(NAMED, _ -> new InetAddress[] {LOOPBACK})) {
      Answer answer = client.post(posting(url("hooks.example", "/ok?a=b"), NAMED));
      assertThat(answer.good()).isTrue();
      assertThat(seen.remove())
          .isEqualTo("/ok?a=b hooks.example:%d {}".formatted(server.getAddress().getPort()));
    }
  }

  /** Leak74: a name of somebody's own leads to this machine, at once or the second time. */
  @Test
  void leak74NameThatLeadsInsideIsNotCalled() throws Exception {
    OutboundRules plain = new OutboundRules(true, List.of());
    AtomicInteger asked = new AtomicInteger();
    JudgedResolver.Names rebinding =
        _ ->
            new InetAddress[] {
              asked.getAndIncrement() == 0 ? InetAddress.ofLiteral("192.0.2.1") : LOOPBACK
            };
    try (OutboundClient client = client(plain, rebinding)) {
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(() -> client.post(posting(url("evil.example", "/ok"), plain)))
            .isInstanceOfSatisfying(
                OutboundTrouble.class,
                trouble -> {
                  assertThat(trouble.forbidden()).isTrue();
                  assertThat(trouble.why()).doesNotContain("127.0.0.1");
                });
      }
      assertThat(asked).as("each call asks once").hasValue(3);
      assertThat(seen).isEmpty();
    }
  }

  /** One good address beside a bad one is no way around. */
  @Test
  void leak74MixedAnswerIsRefusedWhole() throws Exception {
    OutboundRules plain = new OutboundRules(true, List.of());
    try (OutboundClient client =
        client(plain, _ -> new InetAddress[] {InetAddress.ofLiteral("1.1.1.1"), LOOPBACK})) {
      assertThatThrownBy(() -> client.post(posting(url("evil.example", "/ok"), plain)))
          .isInstanceOf(OutboundTrouble.class);
      assertThat(seen).isEmpty();
    }
  }

  /** Leak75: a redirect is an answer like any other. */
  @Test
  void leak75RedirectIsNotFollowed() throws Exception {
    try (OutboundClient client = client(NAMED, _ -> new InetAddress[] {LOOPBACK})) {
      Answer answer = client.post(posting(url("hooks.example", "/moved"), NAMED));
      assertThat(answer.status()).isEqualTo(307);
      assertThat(answer.good()).isFalse();
      assertThat(seen).hasSize(1);
    }
  }

  /** A service that answers byte by byte is cut off, though it is never silent. */
  @Test
  void slowAnswerIsCutOff() throws Exception {
    try (ServerSocket slow = new ServerSocket(0, 1, LOOPBACK);
        OutboundClient client =
            new OutboundClient(
                NAMED,
                _ -> new InetAddress[] {LOOPBACK},
                SSLContext.getDefault(),
                Duration.ofMillis(500))) {
      Thread dripping = Thread.ofVirtual().start(() -> drip(slow));
      String url = "http://hooks.example:%d/".formatted(slow.getLocalPort());
      assertThatThrownBy(() -> client.post(posting(url, NAMED)))
          .isInstanceOf(OutboundTrouble.class);
      dripping.join(Duration.ofSeconds(30));
      assertThat(dripping.isAlive()).isFalse();
    }
  }

  /** The code counts, and the connection is cut behind it: nobody waits for a body. */
  @Test
  void bodyOfAnAnswerIsNotReadAndItsConnectionIsFree() throws Exception {
    try (ServerSocket slow = new ServerSocket(0, 1, LOOPBACK);
        OutboundClient client = client(NAMED, _ -> new InetAddress[] {LOOPBACK})) {
      String url = "http://hooks.example:%d/".formatted(slow.getLocalPort());
      // More calls than connections that there may be to one host.
      for (int i = 0; i < 20; i++) {
        Thread dripping =
            Thread.ofVirtual().start(() -> drip(slow, "content-length: 1000000\r\n\r\n"));
        assertThat(client.post(posting(url, NAMED)).status()).isEqualTo(200);
        dripping.join(Duration.ofSeconds(30));
        assertThat(dripping.isAlive()).isFalse();
      }
    }
  }

  /** A header a moment, until the other side is gone. */
  private static void drip(ServerSocket server) {
    drip(server, "");
  }

  private static void drip(ServerSocket server, String before) {
    try (Socket socket = server.accept()) {
      socket
          .getOutputStream()
          .write(("HTTP/1.1 200 OK\r\n" + before).getBytes(StandardCharsets.US_ASCII));
      int read = 0;
      while (read >= 0) {
        socket.getOutputStream().write("x: y\r\n".getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
        socket.setSoTimeout(50);
        read = readOrWait(socket);
      }
    } catch (IOException gone) {
      assertThat(gone).isNotNull();
    }
  }

  private static int readOrWait(Socket socket) throws IOException {
    try {
      return socket.getInputStream().read();
    } catch (java.net.SocketTimeoutException silent) {
      return 0;
    }
  }

  /** The name stands in the handshake, and the certificate has to be for it. */
  @Test
  void certificateIsOfTheNameAndNotOfTheAddress(@TempDir Path folder) throws Exception {
    TestCertificate certificate = TestCertificate.in(folder, "dns:hooks.example");
    HttpsServer secure = HttpsServer.create(new InetSocketAddress(LOOPBACK, 0), 0);
    secure.setHttpsConfigurator(new HttpsConfigurator(certificate.serverContext()));
    secure.createContext("/", exchange -> answer(exchange, 200));
    secure.start();
    OutboundRules rules =
        new OutboundRules(
            false, List.of(new Allowed.Host("hooks.example"), new Allowed.Host("other.example")));
    try (OutboundClient client =
        new OutboundClient(rules, _ -> new InetAddress[] {LOOPBACK}, trusting(certificate), LONG)) {
      int port = secure.getAddress().getPort();
      assertThat(client.post(posting("https://hooks.example:" + port + "/", rules)).good())
          .isTrue();
      assertThatThrownBy(() -> client.post(posting("https://other.example:" + port + "/", rules)))
          .isInstanceOf(OutboundTrouble.class);
    } finally {
      secure.stop(0);
    }
  }

  private static SSLContext trusting(TestCertificate certificate) throws Exception {
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(certificate.keys());
    SSLContext context = SSLContext.getInstance("TLS");
    java.security.KeyStore only = java.security.KeyStore.getInstance("PKCS12");
    only.load(null, null);
    only.setCertificateEntry("it", certificate.certificate());
    trust.init(only);
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
