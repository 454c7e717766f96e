package io.drawbridge.server.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.drawbridge.server.TestCertificate;
import io.drawbridge.server.db.DatabaseClock;
import io.drawbridge.server.mail.SmtpServer.Credentials;
import io.drawbridge.server.mail.SmtpServer.Security;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The way to the mail server is safe, or it is not taken. */
final class SmtpTlsWireTest {
  private static final DatabaseClock CLOCK =
      new DatabaseClock() {
        @Override
        public long nowMicros() {
          return 1_700_000_000_000_000L;
        }

        @Override
        public Instant now() {
          return Instant.ofEpochSecond(1_700_000_000);
        }
      };
  private static final Letter LETTER =
      new Letter(1, EmailAddress.of("gus@else.example"), "Hello", "text", "<p>text</p>");
  private static final Credentials LOGIN = new Credentials("ann", "quiet word");

  @TempDir static Path folder;

  @SuppressWarnings("NullAway.Init") // made before every test
  private static TestCertificate certificate;

  @BeforeAll
  static void makeCertificate() throws Exception {
    certificate = TestCertificate.ofLocalhost(folder);
  }

  private static TestSmtpServer server(Security security) throws Exception {
    return TestSmtpServer.start(TestSmtpServer.Speech.valueOf(security.name()), certificate);
  }

  private static SmtpServer at(
      int port, Security security, Optional<Credentials> login, X509Certificate... trusted) {
    return new SmtpServer("localhost", port, security, login, List.of(trusted));
  }

  private static void send(SmtpServer server) throws Mailer.Refused, Mailer.Trouble {
    SmtpMailer mailer = new SmtpMailer(server, "drawbridge@chat.example", CLOCK);
    try (Mailer.Delivery delivery = mailer.open()) {
      delivery.send(LETTER);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"STARTTLS", "TLS"})
  void mailGoesOverTlsWithoutALogin(Security security) throws Exception {
    try (TestSmtpServer post = server(security)) {
      send(at(post.port(), security, Optional.empty(), certificate.certificate()));
      assertThat(post.recipients()).containsExactly("gus@else.example");
      assertThat(post.logins()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"STARTTLS", "TLS"})
  void mailGoesOverTlsWithALogin(Security security) throws Exception {
    try (TestSmtpServer post = server(security)) {
      send(at(post.port(), security, Optional.of(LOGIN), certificate.certificate()));
      assertThat(post.recipients()).containsExactly("gus@else.example");
      assertThat(post.logins()).containsExactly("ann:quiet word");
    }
  }

  @Test
  void startTlsIsTakenWhereItIsOffered() throws Exception {
    try (TestSmtpServer post = server(Security.STARTTLS)) { // which takes no mail without
      send(at(post.port(), Security.IF_OFFERED, Optional.empty(), certificate.certificate()));
      assertThat(post.recipients()).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"STARTTLS", "TLS"})
  void unknownIssuerIsRefused(Security security) throws Exception {
    try (TestSmtpServer post = server(security)) {
      assertThatExceptionOfType(Mailer.Trouble.class)
          .isThrownBy(() -> send(at(post.port(), security, Optional.of(LOGIN))))
          .withMessage(
              "localhost:%d: no TLS: unable to find valid certification path to requested target",
              post.port());
      assertThat(post.logins()).isEmpty();
      assertThat(post.recipients()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"STARTTLS", "TLS"})
  void wrongHostNameIsRefused(Security security, @TempDir Path other) throws Exception {
    TestCertificate elsewhere = TestCertificate.in(other, "dns:mail.example");
    TestSmtpServer.Speech speech = TestSmtpServer.Speech.valueOf(security.name());
    try (TestSmtpServer post = TestSmtpServer.start(speech, elsewhere)) {
      assertThatExceptionOfType(Mailer.Trouble.class)
          .isThrownBy(
              () -> send(at(post.port(), security, Optional.of(LOGIN), elsewhere.certificate())))
          .withMessageStartingWith("localhost:%d: no TLS: No subject alternative", post.port())
          .withMessageContaining("matching localhost");
      assertThat(post.logins()).isEmpty();
      assertThat(post.recipients()).isEmpty();
    }
  }

  /** Not even by a server that asks for it, drops STARTTLS from its offer, or fails to begin it. */
  @ParameterizedTest
  @CsvSource({
    "STARTTLS, 250-AUTH PLAIN LOGIN, 500 what",
    "STARTTLS, 250-STARTTLS, 454 TLS not available",
    "TLS, 250-AUTH PLAIN LOGIN, 500 what"
  })
  void credentialsAreNeverSentInTheClear(Security security, String offer, String answer)
      throws Exception {
    try (ClearText eavesdropper = new ClearText(offer, answer)) {
      assertThatExceptionOfType(Mailer.Trouble.class)
          .isThrownBy(() -> send(at(eavesdropper.port(), security, Optional.of(LOGIN))))
          .withMessageStartingWith("localhost:" + eavesdropper.port() + ": ");
      assertThat(eavesdropper.heard())
          .isNotEmpty()
          .noneMatch(line -> line.contains("AUTH") || line.contains("MAIL"))
          .noneMatch(line -> line.contains("ann") || line.contains("quiet"));
    }
  }

  @Test
  void serverWithoutStartTlsIsNamedAsSuch() throws Exception {
    try (ClearText server = new ClearText("250-SIZE 1000", "500 what")) {
      assertThatExceptionOfType(Mailer.Trouble.class)
          .isThrownBy(() -> send(at(server.port(), Security.STARTTLS, Optional.empty())))
          .withMessage(
              "localhost:%d: STARTTLS is required but host does not support STARTTLS",
              server.port());
    }
  }

  @Test
  void greetingTellsWhetherMailsWouldGetThere() throws Exception {
    try (TestSmtpServer post = server(Security.STARTTLS)) {
      SmtpServer known =
          at(post.port(), Security.STARTTLS, Optional.of(LOGIN), certificate.certificate());
      SmtpMailer.greet(known);
      assertThat(post.logins()).isEmpty();
      assertThatExceptionOfType(Mailer.Trouble.class)
          .isThrownBy(() -> SmtpMailer.greet(known.trusting(List.of())));
    }
  }

  /** Speaks SMTP in clear text, with a capability of its own, and hears what comes. */
  private static final class ClearText implements AutoCloseable {
    private final ServerSocket socket;
    private final String offer;
    private final String toStartTls;
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final Thread serving;

    ClearText(String offer, String toStartTls) throws IOException {
      this.offer = offer;
      this.toStartTls = toStartTls;
      this.socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
      this.serving = Thread.ofVirtual().start(this::serve);
    }

    int port() {
      return socket.getLocalPort();
    }

    /** All that was said until the client hung up. */
    List<String> heard() throws InterruptedException {
      assertThat(serving.join(Duration.ofSeconds(10))).as("the client hung up").isTrue();
      return heard;
    }

    private void serve() {
      try (Socket client = socket.accept();
          BufferedReader in =
              new BufferedReader(
                  new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1))) {
        say(client, "220 ready");
        for (String line = in.readLine(); line != null; line = in.readLine()) {
          heard.add(line);
          say(client, answer(line));
        }
        heard.add("(hung up)");
      } catch (SocketException e) {
        heard.add("(hung up)");
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }

    private String answer(String line) {
      if (line.startsWith("EHLO")) {
        return "250-here\r\n" + offer + "\r\n250 HELP";
      }
      return line.startsWith("STARTTLS") ? toStartTls : "250 fine";
    }

    private static void say(Socket client, String line) throws IOException {
      client.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
      client.getOutputStream().flush();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
