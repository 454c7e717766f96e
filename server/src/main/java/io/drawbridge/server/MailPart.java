package io.drawbridge.server;

import io.drawbridge.server.config.ServerConfig;
import io.drawbridge.server.mail.LetterSource;
import io.drawbridge.server.mail.MailKind;
import io.drawbridge.server.mail.MailOutbox;
import io.drawbridge.server.mail.MailStops;
import io.drawbridge.server.mail.MailWorker;
import io.drawbridge.server.mail.smtp.FileMailer;
import io.drawbridge.server.mail.smtp.Mailer;
import io.drawbridge.server.mail.smtp.SmtpMailer;
import io.drawbridge.server.mail.smtp.SmtpServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Starts the mail worker, which sends by SMTP or writes files. */
final class MailPart {
  private MailPart() {}

  /** The folder where mails become files. */
  static Path folder(ServerConfig config) {
    return config.dataFolder().resolve("mail");
  }

  static void start(
      ServerConfig config,
      Foundation foundation,
      DatabasePart db,
      MailOutbox outbox,
      MailStops stops,
      Map<MailKind, LetterSource> letters) {
    MailWorker worker =
        new MailWorker(
            db.database, db.clock, outbox, mailer(config, db), stops, foundation.metrics, letters);
    worker.start();
    foundation.closing.add("mail worker", worker);
  }

  private static Mailer mailer(ServerConfig config, DatabasePart db) {
    Optional<SmtpServer> smtp = config.mail().smtp();
    if (smtp.isPresent()) {
      return new SmtpMailer(smtp.get(), config.mail().from(), config.mail().replyTo(), db.clock);
    }
    try {
      return new FileMailer(
          folder(config), config.mail().from(), config.mail().replyTo(), db.clock);
    } catch (IOException e) {
      throw new StartTrouble("the mail folder cannot be used: " + e.getMessage());
    }
  }
}
