package io.drawbridge.server.mail.smtp;

import io.drawbridge.server.db.DatabaseClock;
import io.drawbridge.server.exit.Carrier;
import io.drawbridge.server.exit.surface.LetsOut;
import io.drawbridge.server.exit.surface.Surface;
import io.drawbridge.server.mail.letter.EmailAddress;
import io.drawbridge.server.mail.letter.Letter;
import io.drawbridge.server.mail.smtp.SmtpServer.Credentials;
import io.drawbridge.server.mail.smtp.SmtpServer.Security;
import io.drawbridge.server.outbound.OperatorTrust;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.NoSuchProviderException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Date;
import java.util.Optional;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Speaks SMTP to one server. */
@LetsOut(Surface.MAIL)
public final class SmtpMailer implements Mailer {
  private static final Logger LOG = LoggerFactory.getLogger(SmtpMailer.class);
  private static final Duration CONNECT_MAX = Duration.ofSeconds(10);
  private static final Duration ANSWER_MAX = Duration.ofSeconds(30);

  /** The first size of the buffer for a letter; most letters are smaller. */
  private static final int LETTER_BYTES = 16 * 1024;

  private final SmtpServer server;
  private final Sender from;
  private final Optional<EmailAddress> returnPath;
  private final DatabaseClock clock;
  private final Session session;
  private final MimeLetters letters;

  /**
   * Speaks to that server.
   *
   * @param replyTo where answers go, if not to the sender
   * @param returnPath where what cannot be delivered comes back to, if not to the sender
   */
  public SmtpMailer(
      SmtpServer server,
      Sender from,
      Optional<EmailAddress> replyTo,
      Optional<EmailAddress> returnPath,
      DatabaseClock clock) {
    this.server = server;
    this.from = from;
    this.returnPath = returnPath;
    this.clock = clock;
    this.session = session(server);
    this.letters = new MimeLetters(session, from, replyTo);
  }

  private static String protocol(SmtpServer server) {
    return server.security() == Security.TLS ? "smtps" : "smtp";
  }

  private static String prefix(SmtpServer server) {
    return "mail." + protocol(server) + ".";
  }

  private static Session session(SmtpServer server) {
    String prefix = prefix(server);
    Properties properties = new Properties();
    properties.put("mail.transport.protocol", protocol(server));
    properties.put(prefix + "connectiontimeout", String.valueOf(CONNECT_MAX.toMillis()));
    properties.put(prefix + "timeout", String.valueOf(ANSWER_MAX.toMillis()));
    properties.put(prefix + "writetimeout", String.valueOf(ANSWER_MAX.toMillis()));
    properties.put(prefix + "starttls.enable", "true");
    properties.put(
        prefix + "starttls.required", String.valueOf(server.security() == Security.STARTTLS));
    properties.put(prefix + "ssl.checkserveridentity", "true");
    if (!server.authorities().isEmpty()) {
      properties.put(
          prefix + "ssl.socketFactory", OperatorTrust.of(server.authorities()).getSocketFactory());
      // The library would try once more with what the JDK trusts.
      properties.put(prefix + "socketFactory.fallback", "false");
    }
    properties.put(prefix + "auth", String.valueOf(server.credentials().isPresent()));
    properties.put(prefix + "quitwait", "false");
    return Session.getInstance(properties);
  }

  @Override
  public Carrier<Letter> open() throws Carrier.Trouble {
    return new Open(connect(session, server));
  }

  /**
   * Greets the server, by TLS as it is configured, and leaves: signs in nowhere, sends nothing.
   *
   * @throws Carrier.Trouble if mails would not get there either
   */
  public static void greet(SmtpServer server) throws Carrier.Trouble {
    SmtpServer nameless = server.anonymous();
    try (Transport transport = connect(session(nameless), nameless)) {
      LOG.debug("{} answers", transport.getURLName().getHost());
    } catch (MessagingException e) {
      // it answered; how it says goodbye does not matter
      LOG.debug("the mail server hung up");
    }
  }

  private static Transport connect(Session session, SmtpServer server) throws Carrier.Trouble {
    try {
      Transport transport = session.getTransport();
      transport.connect(
          server.host(),
          server.port(),
          server.credentials().map(Credentials::user).orElse(null),
          server.credentials().map(Credentials::password).orElse(null));
      return transport;
    } catch (NoSuchProviderException e) {
      throw new IllegalStateException("the mail library is not complete", e);
    } catch (MessagingException e) {
      throw new Carrier.Trouble(SmtpFailure.connecting(server, e));
    }
  }

  /** The address with what the letter is known by as its tag. */
  private String returnsTo(Letter letter) {
    return returnPath
        .map(address -> letter.reference().map(address::tagged).orElse(address.value()))
        .orElse(from.address());
  }

  private final class Open implements Carrier<Letter> {
    private final Transport transport;

    Open(Transport transport) {
      this.transport = transport;
    }

    @Override
    public void send(Letter letter) throws Carrier.Refused, Carrier.Trouble {
      try {
        SMTPMessage message = inOnePiece(letters.message(letter, Date.from(clock.now())));
        message.setEnvelopeFrom(returnsTo(letter));
        Address[] one = message.getAllRecipients();
        transport.sendMessage(message, one);
      } catch (IOException e) {
        throw new IllegalStateException("a letter cannot be written to memory", e);
      } catch (MessagingException e) {
        int answer = SmtpFailure.answer(e);
        if (SmtpFailure.isFinal(e)) {
          throw new Carrier.Refused("SMTP " + answer);
        }
        throw new Carrier.Trouble(answer > 0 ? "SMTP " + answer : e.getClass().getSimpleName());
      }
    }

    /**
     * The same message, made of its bytes. The library writes the parts of another one byte by
     * byte, and the JDK's buffer before the socket is copied for each until it has its full size.
     */
    private SMTPMessage inOnePiece(MimeMessage message) throws MessagingException, IOException {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream(LETTER_BYTES);
      message.writeTo(bytes);
      return new SMTPMessage(session, new ByteArrayInputStream(bytes.toByteArray()));
    }

    @Override
    public void close() {
      try {
        transport.close();
      } catch (MessagingException e) {
        // what was taken is taken; there is nothing left to say
        LOG.debug("the mail server hung up");
      }
    }
  }
}
