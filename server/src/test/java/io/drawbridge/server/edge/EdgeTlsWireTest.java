package io.drawbridge.server.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.protocol.CloseCode;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.server.TestCertificate;
import io.drawbridge.server.dispatch.CommandRates;
import io.drawbridge.server.session.Session;
import io.drawbridge.server.session.outbox.SessionLimits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EdgeTlsWireTest {
  @TempDir static Path folder;

  private static EdgeConfig.TlsFiles files = new EdgeConfig.TlsFiles(Path.of(""), Path.of(""));

  @BeforeAll
  static void makeCertificate() throws Exception {
    TestCertificate certificate = TestCertificate.ofLocalhost(folder);
    files = new EdgeConfig.TlsFiles(certificate.chain(), certificate.key());
  }

  @Test
  void bothDoorsSpeakTls() throws Exception {
    try (TestEdge server = server()) {
      try (RawSocket page = encrypted(server.port())) {
        page.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
        assertThat(page.answer())
            .startsWith("HTTP/1.1 200 ")
            .containsIgnoringCase("strict-transport-security: max-age=");
      }
      try (RawSocket socket = encrypted(server.port())) {
        assertThat(socket.upgrade("Authorization: Bearer token-1")).contains("101");
        socket.frame();
        server.push(1, "\"hello\"");
        assertThat(socket.frame().text()).isEqualTo("\"hello\"");
        Session session = server.sessions.of(new AccountId(1)).getFirst();
        Awaitility.await()
            .atMost(Duration.ofSeconds(5))
            .until(() -> !TestEdge.hasUnflushed(session));
      }
    }
  }

  @Test
  void stuckBytesBehindTlsAreSeenAndReset() throws Exception {
    try (TestEdge server = server();
        RawSocket socket = encrypted(server.port())) {
      socket.upgrade("Authorization: Bearer token-1");
      socket.frame();
      Session session = server.sessions.of(new AccountId(1)).getFirst();
      String big = "\"" + "x".repeat(60_000) + "\"";
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> {
            for (int i = 0; i < 10; i++) {
              server.push(1, big);
            }
            return TestEdge.hasUnflushed(session);
          });
      session.connection().execute(() -> session.connection().reset(CloseCode.ACCESS_RESET));
      Awaitility.await()
          .atMost(Duration.ofSeconds(10))
          .until(() -> server.sessions.outlets(new AccountId(1)).isEmpty());
    }
  }

  /** Issue 8.26. */
  @Test
  void onlyAuthenticatedEncryptionWithForgottenKeysIsSpoken() throws Exception {
    try (TestEdge server = server()) {
      for (String suite :
          new String[] {
            "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA",
            "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA",
          }) {
        assertThatThrownBy(() -> talk(server, it -> it.setCipherSuites(new String[] {suite})))
            .as(suite)
            .isInstanceOf(IOException.class);
      }
      assertThatThrownBy(
              () -> talk(server, it -> it.setNamedGroups(new String[] {"secp521r1", "ffdhe2048"})))
          .isInstanceOf(IOException.class);
      assertThat(talk(server, it -> it.setProtocols(new String[] {"TLSv1.2"})))
          .containsAnyOf("GCM", "CHACHA20");
      assertThat(talk(server, it -> it.setNamedGroups(new String[] {"x25519"})))
          .startsWith("TLS_AES_256_GCM");
    }
  }

  /** Shakes hands and tells the suite. */
  private static String talk(TestEdge server, Consumer<SSLParameters> asking)
      throws IOException, GeneralSecurityException {
    try (SSLSocket socket =
        (SSLSocket) trusting().getSocketFactory().createSocket("localhost", server.port())) {
      SSLParameters parameters = socket.getSSLParameters();
      asking.accept(parameters);
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      return socket.getSession().getCipherSuite();
    }
  }

  @Test
  void refusalReachesAClientThatGoesOnSendingForAWhile() throws Exception {
    try (TestEdge server = server();
        RawSocket socket = encrypted(server.port())) {
      socket.send("POST /v1/commands HTTP/1.1\r\nHost: h\r\nContent-Length: 1000000000\r\n\r\n");
      for (int i = 0; i < 20; i++) {
        socket.send("x".repeat(100_000));
      }
      assertThat(socket.head()).startsWith("HTTP/1.1 413 ");
    }
  }

  @Test
  void plainTalkOnATlsPortIsClosed() throws Exception {
    try (TestEdge server = server();
        RawSocket socket = new RawSocket(server.port())) {
      socket.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
      assertThat(socket.closed()).isTrue();
    }
  }

  @Test
  void unusableFilesAreOneClearLine() throws IOException {
    Path nothing = Files.writeString(folder.resolve("empty.pem"), "");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Tls.context(new EdgeConfig.TlsFiles(nothing, nothing)))
        .withMessageContaining("expected: a PEM certificate chain");
  }

  @Test
  void keyOfAnotherCertificateIsOneClearLine(@TempDir Path other) throws Exception {
    Path key = TestCertificate.ofLocalhost(other).key();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Tls.context(new EdgeConfig.TlsFiles(files.certificate(), key)))
        .withMessageContaining("a PEM certificate chain and its PKCS #8 key")
        .withMessageContaining(key.toString());
  }

  private static TestEdge server() {
    EdgeConfig config =
        TestEdge.config(
            TestEdge.bounds(Duration.ofSeconds(10), Duration.ofSeconds(75)), Optional.of(files));
    return new TestEdge(config, SessionLimits.DEFAULT, CommandRates.DEFAULT);
  }

  private static SSLContext trusting() throws IOException, GeneralSecurityException {
    KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    try (var in = Files.newInputStream(folder.resolve("chain.pem"))) {
      trusted.setCertificateEntry(
          "server", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  private static RawSocket encrypted(int port) throws IOException, GeneralSecurityException {
    Socket plain = new Socket();
    plain.setReceiveBufferSize(8_192);
    plain.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    return new RawSocket(
        trusting().getSocketFactory().createSocket(plain, "localhost", port, true));
  }
}
