package io.drawbridge.server.mail.smtp;

import io.drawbridge.server.db.DatabaseClock;
import io.drawbridge.server.db.embedded.Folders;
import io.drawbridge.server.exit.Carrier;
import io.drawbridge.server.exit.surface.LetsOut;
import io.drawbridge.server.exit.surface.Surface;
import io.drawbridge.server.mail.letter.EmailAddress;
import io.drawbridge.server.mail.letter.Letter;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes mails as {@code .eml} files, for a server without SMTP; any mail program opens them. */
@LetsOut(Surface.MAIL)
public final class FileMailer implements Mailer {
  private static final Logger LOG = LoggerFactory.getLogger(FileMailer.class);

  private final Path folder;
  private final DatabaseClock clock;
  private final MimeLetters letters;

  /**
   * Makes the folder, for the server's user alone: the mails hold one-time links.
   *
   * @throws IOException if it cannot be made
   */
  public FileMailer(Path folder, Sender from, Optional<EmailAddress> replyTo, DatabaseClock clock)
      throws IOException {
    this.folder = folder;
    this.clock = clock;
    this.letters = new MimeLetters(Session.getInstance(new Properties()), from, replyTo);
    Folders.create(folder);
    LOG.atInfo()
        .addKeyValue("folder", folder)
        .log("no SMTP server is configured: mails become files");
  }

  @Override
  public Carrier<Letter> open() {
    return new Carrier<>() {
      @Override
      public void send(Letter letter) throws Carrier.Refused, Carrier.Trouble {
        write(letter);
      }

      @Override
      public void close() {
        // nothing is open between two letters
      }
    };
  }

  /** Named by id, so a second attempt replaces the first; whole or not there at all. */
  private void write(Letter letter) throws Carrier.Refused, Carrier.Trouble {
    String name = "mail-" + Long.toString(letter.id(), 36);
    Path unfinished = folder.resolve(name + ".part");
    Instant now = clock.now();
    try {
      try (OutputStream out = Files.newOutputStream(unfinished)) {
        letters.message(letter, Date.from(now)).writeTo(out);
      }
      Files.move(
          unfinished,
          folder.resolve(name + ".eml"),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException | MessagingException e) {
      throw new Carrier.Trouble("the file could not be written: " + e.getClass().getSimpleName());
    }
  }
}
