package io.drawbridge.server.mail;

import io.drawbridge.server.db.DatabaseClock;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.NoSuchProviderException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.Date;
import java.util.Optional;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Speaks SMTP to one server: TLS from the start or by STARTTLS, which credentials demand. Answers
 * of 500 and above are final.
 */
public final class SmtpMailer implements Mailer {
  private static final Logger LOG = LoggerFactory.getLogger(SmtpMailer.class);
  private static final Duration CONNECT_MAX = Duration.ofSeconds(10);
  private static final Duration ANSWER_MAX = Duration.ofSeconds(30);
  private static final int FINAL = 500;

  /** Login of a mail server. */
  public record Credentials(String user, String password) {
    /** Never the password. */
    @Override
    public String toString() {
      return "Credentials[hidden]";
    }
  }

  /** Where mails go; {@code implicitTls} is {@code smtps://}. */
  public record Host(
      String name, int port, boolean implicitTls, Optional<Credentials> credentials) {}

  private final Host host;
  private final DatabaseClock clock;
  private final Session session;
  private final MimeLetters letters;

  /** {@code from} is an address; it also takes what comes back. */
  public SmtpMailer(Host host, String from, DatabaseClock clock) {
    this.host = host;
    this.clock = clock;
    this.session = Session.getInstance(properties(host, from));
    this.letters = new MimeLetters(session, from);
  }

  private static Properties properties(Host host, String from) {
    String protocol = host.implicitTls() ? "smtps" : "smtp";
    String prefix = "mail." + protocol + ".";
    Properties properties = new Properties();
    properties.put("mail.transport.protocol", protocol);
    properties.put(prefix + "connectiontimeout", String.valueOf(CONNECT_MAX.toMillis()));
    properties.put(prefix + "timeout", String.valueOf(ANSWER_MAX.toMillis()));
    properties.put(prefix + "writetimeout", String.valueOf(ANSWER_MAX.toMillis()));
    properties.put(prefix + "starttls.enable", "true");
    properties.put(prefix + "starttls.required", String.valueOf(host.credentials().isPresent()));
    properties.put(prefix + "ssl.checkserveridentity", "true");
    properties.put(prefix + "auth", String.valueOf(host.credentials().isPresent()));
    properties.put(prefix + "from", from);
    properties.put(prefix + "quitwait", "false");
    return properties;
  }

  @Override
  public Delivery open() throws Trouble {
    try {
      Transport transport = session.getTransport();
      transport.connect(
          host.name(),
          host.port(),
          host.credentials().map(Credentials::user).orElse(null),
          host.credentials().map(Credentials::password).orElse(null));
      return new Open(transport);
    } catch (NoSuchProviderException e) {
      throw new IllegalStateException("the mail library is not complete", e);
    } catch (MessagingException e) {
      throw new Trouble("no connection: " + e.getClass().getSimpleName());
    }
  }

  private final class Open implements Delivery {
    private final Transport transport;

    Open(Transport transport) {
      this.transport = transport;
    }

    @Override
    public void send(Letter letter) throws Refused, Trouble {
      try {
        MimeMessage message = letters.message(letter, Date.from(clock.now()));
        Address[] one = message.getAllRecipients();
        transport.sendMessage(message, one);
      } catch (MessagingException e) {
        int answer = finalAnswer(e);
        if (answer >= FINAL) {
          throw new Refused("SMTP " + answer);
        }
        throw new Trouble(answer > 0 ? "SMTP " + answer : e.getClass().getSimpleName());
      }
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

  /** The server's answer, from the address's own failure if there is one; 0 without any. */
  private static int finalAnswer(MessagingException failure) {
    int answer = 0;
    for (@Nullable Exception e = failure;
        e instanceof MessagingException m;
        e = m.getNextException()) {
      if (e instanceof SMTPAddressFailedException address) {
        answer = address.getReturnCode();
      } else if (e instanceof SMTPSendFailedException send && answer == 0) {
        answer = send.getReturnCode();
      }
    }
    return answer;
  }
}
