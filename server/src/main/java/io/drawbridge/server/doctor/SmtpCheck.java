package io.drawbridge.server.doctor;

import io.drawbridge.server.exit.Carrier;
import io.drawbridge.server.mail.smtp.SmtpMailer;
import io.drawbridge.server.mail.smtp.SmtpServer;

/**
 * Checks whether the mail server answers, by TLS as demanded; signs in nowhere and sends nothing.
 */
final class SmtpCheck {
  private SmtpCheck() {}

  static Finding examine(SmtpServer server) {
    try {
      SmtpMailer.greet(server);
      return Finding.ok("mail", server.where() + " answers");
    } catch (Carrier.Trouble e) {
      return Finding.fail("mail", String.valueOf(e.getMessage()));
    }
  }
}
