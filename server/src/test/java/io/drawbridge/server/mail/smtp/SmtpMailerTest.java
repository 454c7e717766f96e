package io.drawbridge.server.mail.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.drawbridge.server.exit.Carrier;
import io.drawbridge.server.mail.DueMail;
import io.drawbridge.server.mail.Letters;
import io.drawbridge.server.mail.MailKind;
import io.drawbridge.server.mail.MailReader;
import io.drawbridge.server.mail.MailStops;
import io.drawbridge.server.mail.MailedLinks;
import io.drawbridge.server.mail.ScriptedSmtpServer;
import io.drawbridge.server.mail.StopTokens;
import io.drawbridge.server.mail.StoppedClock;
import io.drawbridge.server.mail.letter.EmailAddress;
import io.drawbridge.server.mail.letter.Letter;
import jakarta.mail.BodyPart;
import jakarta.mail.Message;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.net.ServerSocket;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmtpMailerTest {
  private static final Sender FROM = new Sender("Drawbridge", "drawbridge@chat.example");
  private static final Letters LETTERS =
      new Letters(
          new MailedLinks("https://chat.example"),
          new MailStops(new StopTokens(new byte[32], new SecureRandom())));

  @Test
  void letterArrivesAsTextAndHtml() throws Exception {
    try (Post post = new Post()) {
      deliver(post.port(), letter(1, "gus@else.example", "Ann", "Plans & <b>more</b>"));
      MimeMessage mail = post.received()[0];
      assertThat(mail.getSubject()).isEqualTo("Ann invites you to a group");
      assertThat(mail.getHeader("From")).containsExactly("Drawbridge <drawbridge@chat.example>");
      assertThat(mail.getHeader("Reply-To")).isNull();
      assertThat(mail.getHeader("List-Unsubscribe")[0])
          .startsWith("<https://chat.example/v1/stop/");
      assertThat(mail.getHeader("List-Unsubscribe-Post"))
          .containsExactly("List-Unsubscribe=One-Click");
      assertThat(mail.getHeader("Message-ID")).containsExactly("<1@chat.example>");
      assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
      MimeMultipart parts = (MimeMultipart) mail.getContent();
      assertThat(parts.getContentType()).startsWith("multipart/alternative");
      BodyPart text = parts.getBodyPart(0);
      BodyPart html = parts.getBodyPart(1);
      assertThat(text.getContentType()).startsWith("text/plain");
      assertThat((String) text.getContent()).contains("“Plans & <b>more</b>”");
      assertThat(html.getContentType()).startsWith("text/html");
      assertThat((String) html.getContent())
          .contains("Plans &amp; &lt;b&gt;more&lt;/b&gt;")
          .contains("https://chat.example/#link&#x3D;");
    }
  }

  /** The inviter's address is nobody's to see; where answers go is the operator's to say. */
  @Test
  void answersGoWhereTheOperatorSays() throws Exception {
    try (Post post = new Post()) {
      SmtpMailer mailer =
          new SmtpMailer(
              server(post.port()),
              FROM,
              EmailAddress.parse("help@chat.example"),
              Optional.empty(),
              new StoppedClock());
      try (Carrier<Letter> delivery = mailer.open()) {
        delivery.send(letter(1, "gus@else.example", "Ann", "Plans"));
      }
      assertThat(post.received()[0].getHeader("Reply-To")).containsExactly("help@chat.example");
    }
  }

  /** What comes back says which mail it was. */
  @Test
  void whatComesBackIsKnownAgain() throws Exception {
    List<String> senders = new CopyOnWriteArrayList<>();
    try (ScriptedSmtpServer server =
        new ScriptedSmtpServer(line -> {
          if (line.startsWith("MAIL FROM")) {
            senders.add(line);
          }
          return line.startsWith("RCPT") ? "450 later" : ScriptedSmtpServer.FINE;
        })) {
      SmtpMailer mailer =
          new SmtpMailer(
              server(server.port()),
              FROM,
              Optional.empty(),
              EmailAddress.parse("bounces@chat.example"),
              new StoppedClock());
      Letter letter = letter(1, "gus@else.example", "Ann", "Plans");
      try (Carrier<Letter> delivery = mailer.open()) {
        for (Letter each : List.of(letter.knownBy("3abc9"), letter)) {
          assertThatThrownBy(() -> delivery.send(each)).isInstanceOf(Carrier.Trouble.class);
        }
      }
      assertThat(senders).hasSize(2);
      assertThat(senders.getFirst()).contains("<bounces+3abc9@chat.example>");
      assertThat(senders.getLast()).contains("<bounces@chat.example>");
    }
  }

  @Test
  void idOfAMailSaysWhichItWas() throws Exception {
    try (Post post = new Post()) {
      deliver(post.port(), letter(1, "gus@else.example", "Ann", "Plans").knownBy("3abc9"));
      assertThat(post.received()[0].getHeader("Message-ID"))
          .containsExactly("<1.3abc9@chat.example>");
    }
  }

  /** Leak 79: one envelope for each recipient, who sees no other. */
  @Test
  void everyRecipientHasAnEnvelopeOfHisOwn() throws Exception {
    try (Post post = new Post()) {
      deliver(
          post.port(),
          letter(1, "gus@else.example", "Ann", "Plans"),
          letter(2, "eve@other.example", "Ann", "Plans"));
      assertThat(post.received()).hasSize(2);
      for (MimeMessage mail : post.received()) {
        assertThat(mail.getAllRecipients()).hasSize(1);
        assertThat(mail.getRecipients(Message.RecipientType.CC)).isNull();
        assertThat(mail.getHeader("Bcc")).isNull();
      }
    }
  }

  /** Leak 82: what people call things is text, in every part of the mail. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "</title></head><body onload=alert(1)>",
        "a\r\nBcc: eve@evil.example",
        "a\nContent-Type: text/html\n\n<b>x</b>",
        "{{link}} {{{link}}} {0} {1,number} ''",
        "\u202Egnp.exe\u2066",
        "</blockquote><a href=\"https://evil.example\">click</a>"
      })
  void namesAndTitlesAreOnlyText(String evil) throws Exception {
    try (Post post = new Post()) {
      deliver(post.port(), letter(1, "gus@else.example", evil, evil));
      assertThat(post.received()).hasSize(1);
      MimeMessage mail = post.received()[0];
      assertThat(mail.getAllRecipients()).hasSize(1);
      assertThat(mail.getHeader("Bcc")).isNull();
      assertThat(mail.getContentType()).startsWith("multipart/alternative");
      String html = (String) ((MimeMultipart) mail.getContent()).getBodyPart(1).getContent();
      assertThat(html)
          .doesNotContain("<script", "<img", "<b>", "onload=alert(1)>", "href=\"https://evil")
          .containsPattern(
              "(?s)^(?:(?!<a ).)*<a class=\"button\"(?:(?!<a ).)*<a class=\"quiet\"(?:(?!<a ).)*$")
          .containsOnlyOnce("<body")
          .containsOnlyOnce("</blockquote>");
      assertThat(mail.getSubject()).doesNotContain("\r", "\n", "\u202E");
    }
  }

  @Test
  void finalAnswerIsARefusal() throws Exception {
    try (ScriptedSmtpServer server = answering("550 5.1.1 no such user")) {
      assertThatThrownBy(() -> deliver(server.port(), letter(1, "no@else.example", "Ann", "Plans")))
          .isInstanceOf(Carrier.Refused.class)
          .hasMessage("SMTP 550")
          .hasMessageNotContaining("no@else");
    }
  }

  @Test
  void temporaryAnswerIsTrouble() throws Exception {
    try (ScriptedSmtpServer server = answering("451 4.3.0 try again later")) {
      assertThatThrownBy(() -> deliver(server.port(), letter(1, "no@else.example", "Ann", "Plans")))
          .isInstanceOf(Carrier.Trouble.class);
    }
  }

  @Test
  void nobodyThereIsTrouble() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    assertThatThrownBy(() -> deliver(port, letter(1, "gus@else.example", "Ann", "Plans")))
        .isInstanceOf(Carrier.Trouble.class);
  }

  /** Else one mistake in {@code mail.from} would make every invitation undeliverable. */
  @Test
  void refusedSenderIsTrouble() throws Exception {
    try (ScriptedSmtpServer server =
        new ScriptedSmtpServer(line ->
            line.startsWith("MAIL") ? "550 5.7.1 sender rejected" : ScriptedSmtpServer.FINE)) {
      assertThatThrownBy(
              () -> deliver(server.port(), letter(1, "gus@else.example", "Ann", "Plans")))
          .isInstanceOf(Carrier.Trouble.class)
          .hasMessage("SMTP 550");
    }
  }

  /** RFC 4954: the session lacks a login or TLS; that is no fault of the address. */
  @Test
  void serverThatWantsALoginIsTrouble() throws Exception {
    try (ScriptedSmtpServer server = answering("530 5.7.0 authentication required")) {
      assertThatThrownBy(() -> deliver(server.port(), letter(1, "no@else.example", "Ann", "Plans")))
          .isInstanceOf(Carrier.Trouble.class)
          .hasMessage("SMTP 530");
    }
  }

  private static void deliver(int port, Letter... letters) throws Carrier.Refused, Carrier.Trouble {
    SmtpMailer mailer =
        new SmtpMailer(server(port), FROM, Optional.empty(), Optional.empty(), new StoppedClock());
    try (Carrier<Letter> delivery = mailer.open()) {
      for (Letter letter : letters) {
        delivery.send(letter);
      }
    }
  }

  private static SmtpServer server(int port) {
    return new SmtpServer(
        "127.0.0.1", port, SmtpServer.Security.IF_OFFERED, Optional.empty(), List.of());
  }

  private static Letter letter(long id, String to, String inviter, String title) {
    DueMail mail =
        new DueMail(
            id,
            MailKind.INVITATION,
            EmailAddress.of(to),
            Optional.of(7L),
            "A".repeat(43),
            1,
            Optional.of(9L),
            new MailReader(Locale.ENGLISH, ZoneId.of("UTC")));
    return LETTERS.invitation(
        mail,
        new Letters.Invited(
            inviter,
            Letters.Sort.GROUP,
            Optional.of(title),
            Optional.of(title),
            Instant.ofEpochSecond(1_800_000_000),
            Optional.empty()));
  }

  private static final class Post implements AutoCloseable {
    private final GreenMail server =
        new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    Post() {
      server.start();
    }

    int port() {
      return server.getSmtp().getPort();
    }

    MimeMessage[] received() {
      return server.getReceivedMessages();
    }

    @Override
    public void close() {
      server.stop();
    }
  }

  /** Gives the same answer to every recipient. */
  private static ScriptedSmtpServer answering(String answer) throws IOException {
    return new ScriptedSmtpServer(
        line -> line.startsWith("RCPT") ? answer : ScriptedSmtpServer.FINE);
  }
}
