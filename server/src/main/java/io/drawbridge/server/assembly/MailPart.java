package io.drawbridge.server.assembly;

import io.drawbridge.server.config.ServerConfig;
import io.drawbridge.server.db.DatabaseClock;
import io.drawbridge.server.mail.smtp.FileMailer;
import io.drawbridge.server.mail.smtp.Mailer;
import io.drawbridge.server.mail.smtp.SmtpMailer;
import io.drawbridge.server.mail.smtp.SmtpServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The way mails leave: by SMTP, or as files. */
public final class MailPart {
  private MailPart() {}

  /** The folder where mails become files. */
  public static Path folder(ServerConfig config) {
    return config.dataFolder().resolve("mail");
  }

  /**
   * Makes what the configuration says.
   *
   * @throws StartTrouble if mails are to become files and cannot
   */
  public static Mailer mailer(ServerConfig config, DatabaseClock clock) {
    ServerConfig.Mail mail = config.mail();
    Optional<SmtpServer> smtp = mail.smtp();
    if (smtp.isPresent()) {
      return new SmtpMailer(
          smtp.get(), mail.from(), mail.replyTo(), mail.bounces().address(), clock);
    }
    try {
      return new FileMailer(folder(config), mail.from(), mail.replyTo(), clock);
    } catch (IOException e) {
      throw new StartTrouble("the mail folder cannot be used: " + e.getMessage());
    }
  }
}
