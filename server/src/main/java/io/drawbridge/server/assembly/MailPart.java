package io.drawbridge.server.assembly;

import io.drawbridge.server.cluster.Nodes;
import io.drawbridge.server.config.ServerConfig;
import io.drawbridge.server.exit.DeadLetters;
import io.drawbridge.server.exit.ExitWorker;
import io.drawbridge.server.exit.Exits;
import io.drawbridge.server.exit.Outbox;
import io.drawbridge.server.exit.OutboxCounts;
import io.drawbridge.server.mail.LetterSource;
import io.drawbridge.server.mail.MailExit;
import io.drawbridge.server.mail.MailKind;
import io.drawbridge.server.mail.MailStops;
import io.drawbridge.server.mail.letter.Letter;
import io.drawbridge.server.mail.smtp.FileMailer;
import io.drawbridge.server.mail.smtp.Mailer;
import io.drawbridge.server.mail.smtp.SmtpMailer;
import io.drawbridge.server.mail.smtp.SmtpServer;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Starts the worker that sends mails by SMTP or writes files, and looks after the dead letters. */
public record MailPart(
    ServerConfig config, Foundation foundation, DatabasePart db, Exits exits, Nodes nodes) {
  private static final Duration LOOK_EVERY = Duration.ofSeconds(15);
  private static final Duration FORGET_EVERY = Duration.ofHours(1);

  /** The folder where mails become files. */
  public static Path folder(ServerConfig config) {
    return config.dataFolder().resolve("mail");
  }

  void start(Outbox outbox, MailStops stops, Map<MailKind, LetterSource> letters) {
    MailExit exit = new MailExit(mailer(), stops, letters);
    exits.add(exit);
    ExitWorker<Letter> worker =
        new ExitWorker<>(
            db.database,
            db.clock,
            outbox,
            exit,
            nodes.id(),
            foundation.metrics,
            new SecureRandom());
    worker.start();
    foundation.closing.add("mail worker", worker);
    foundation.every(
        LOOK_EVERY, "counting the outbox", new OutboxCounts(db.database, foundation.metrics)::look);
    foundation.every(
        FORGET_EVERY, "forgetting dead letters", new DeadLetters(db.database)::forgetOld);
  }

  private Mailer mailer() {
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
