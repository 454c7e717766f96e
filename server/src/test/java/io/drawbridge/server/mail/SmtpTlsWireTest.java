package io.drawbridge.server.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.drawbridge.server.TestCertificate;
import io.drawbridge.server.exit.Carrier;
import io.drawbridge.server.mail.letter.EmailAddress;
import io.drawbridge.server.mail.letter.Letter;
import io.drawbridge.server.mail.smtp.Sender;
import io.drawbridge.server.mail.smtp.SmtpMailer;
import io.drawbridge.server.mail.smtp.SmtpServer;
import io.drawbridge.server.mail.smtp.SmtpServer.Credentials;
import io.drawbridge.server.mail.smtp.SmtpServer.Security;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The way to the mail server is safe, or it is not taken. */
final class SmtpTlsWireTest {
  private static final Sender FROM = new Sender("Drawbridge", "drawbridge@chat.example");
  private static final Letter LETTER =
      new Letter(
          1,
          EmailAddress.of("gus@else.example"),
          "Hello",
          "text",
          "<p>text</p>",
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
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

  private static void send(SmtpServer server) throws Carrier.Refused, Carrier.Trouble {
    SmtpMailer mailer =
        new SmtpMailer(server, FROM, Optional.empty(), Optional.empty(), new StoppedClock());
    try (Carrier<Letter> delivery = mailer.open()) {
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
      assertThatExceptionOfType(Carrier.Trouble.class)
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
      assertThatExceptionOfType(Carrier.Trouble.class)
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
    try (ScriptedSmtpServer eavesdropper = clearText(offer, answer)) {
      assertThatExceptionOfType(Carrier.Trouble.class)
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
    try (ScriptedSmtpServer server = clearText("250-SIZE 1000", "500 what")) {
      assertThatExceptionOfType(Carrier.Trouble.class)
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
      assertThatExceptionOfType(Carrier.Trouble.class)
          .isThrownBy(() -> SmtpMailer.greet(known.trusting(List.of())));
    }
  }

  /** A server in clear text with a capability of its own. */
  private static ScriptedSmtpServer clearText(String offer, String toStartTls) throws IOException {
    return new ScriptedSmtpServer(line -> {
      if (line.startsWith("EHLO")) {
        return "250-here\r\n" + offer + "\r\n250 HELP";
      }
      return line.startsWith("STARTTLS") ? toStartTls : ScriptedSmtpServer.FINE;
    });
  }
}
