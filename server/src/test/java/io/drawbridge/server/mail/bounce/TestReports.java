package io.drawbridge.server.mail.bounce;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/** Writes reports about mails, as mail servers do. */
public final class TestReports {
  private TestReports() {}

  /** What a report says became of a mail. */
  public enum Action {
    FAILED,
    DELAYED
  }

  /** A report that was sent to the tagged return path, and returns nothing of the mail. */
  public static String toTag(String reference, Action action) {
    return report("bounces+%s@chat.example".formatted(reference), action, "");
  }

  /** A report that was sent to the sender, and returns the head of the mail. */
  public static String toSender(String messageId, Action action) {
    return report(
        "drawbridge@chat.example",
        action,
        """
        --edge
        Content-Type: text/rfc822-headers

        From: Drawbridge <drawbridge@chat.example>
        Message-ID: <%s@chat.example>
        Subject: Ann invites you to a group

        """
            .formatted(messageId));
  }

  private static String report(String to, Action action, String returned) {
    String status = action == Action.FAILED ? "5.1.1" : "4.4.1";
    return """
    Return-Path: <>
    From: Mail Delivery System <MAILER-DAEMON@relay.example>
    To: %s
    Subject: Undelivered Mail Returned to Sender
    MIME-Version: 1.0
    Content-Type: multipart/report; report-type=delivery-status; boundary=edge

    --edge
    Content-Type: text/plain; charset=us-ascii

    This is the mail system at host relay.example.

    --edge
    Content-Type: message/delivery-status

    Reporting-MTA: dns; relay.example
    Arrival-Date: Tue, 1 Dec 2026 10:00:00 +0000

    Final-Recipient: rfc822; gone@else.example
    Action: %s
    Status: %s
    Diagnostic-Code: smtp; 550 5.1.1 unknown user

    %s--edge--
    """
        .formatted(to, action.name().toLowerCase(java.util.Locale.ROOT), status, returned);
  }

  /** A mail as the server reads it. */
  public static MimeMessage mail(String text) throws MessagingException {
    return new MimeMessage(
        Session.getInstance(new Properties()),
        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }
}
