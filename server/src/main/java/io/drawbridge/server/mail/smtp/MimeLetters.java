package io.drawbridge.server.mail.smtp;

import io.drawbridge.server.exit.Carrier;
import io.drawbridge.server.mail.letter.EmailAddress;
import io.drawbridge.server.mail.letter.Letter;
import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.Optional;

/** Turns letters into MIME messages: plain text with HTML beside it. */
final class MimeLetters {
  private static final String UTF_8 = StandardCharsets.UTF_8.name();

  private final Session session;
  private final Sender from;
  private final Optional<EmailAddress> replyTo;

  /** {@code replyTo}: where answers go, if not to the sender. */
  MimeLetters(Session session, Sender from, Optional<EmailAddress> replyTo) {
    this.session = session;
    this.from = from;
    this.replyTo = replyTo;
  }

  /**
   * @throws Carrier.Refused if no mail can be addressed like that
   */
  MimeMessage message(Letter letter, Date date) throws MessagingException, Carrier.Refused {
    MimeMessage message = new KnownMessage(session, messageId(letter));
    message.setFrom(from.header());
    if (replyTo.isPresent()) {
      message.setReplyTo(new Address[] {new InternetAddress(replyTo.get().value(), true)});
    }
    message.setRecipient(Message.RecipientType.TO, recipient(letter));
    message.setSubject(oneLine(letter.subject()), UTF_8);
    message.setSentDate(date);
    message.setHeader("Auto-Submitted", "auto-generated");
    if (letter.stopAtOnce().isPresent()) {
      message.setHeader("List-Unsubscribe", "<" + letter.stopAtOnce().get() + ">");
      message.setHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
    }
    MimeBodyPart text = new MimeBodyPart();
    text.setText(letter.text(), UTF_8, "plain");
    MimeBodyPart html = new MimeBodyPart();
    html.setText(letter.html(), UTF_8, "html");
    message.setContent(new MimeMultipart("alternative", text, html));
    message.saveChanges();
    return message;
  }

  private static InternetAddress recipient(Letter letter) throws Carrier.Refused {
    try {
      return new InternetAddress(letter.to().value(), true);
    } catch (AddressException e) {
      throw new Carrier.Refused("not an address");
    }
  }

  private String messageId(Letter letter) {
    return "<%s%s@%s>"
        .formatted(
            Long.toString(letter.id(), 36),
            letter.reference().map(it -> "." + it).orElse(""),
            from.address().substring(from.address().indexOf('@') + 1));
  }

  /** The subject without anything that could start another header. */
  private static String oneLine(String subject) {
    return subject.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").strip();
  }

  /** A message that keeps the id it was given. */
  private static final class KnownMessage extends MimeMessage {
    private final String id;

    KnownMessage(Session session, String id) {
      super(session);
      this.id = id;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", id);
    }
  }
}
