package io.drawbridge.server.mail.bounce;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder into which a mail server puts what comes back, as {@code .eml} files. A file that is a
 * bounce of ours is deleted; every other is moved to {@code other}, for people to look at.
 */
public final class BounceFolder implements BounceSource {
  private static final Logger LOG = LoggerFactory.getLogger(BounceFolder.class);
  private static final String OTHER = "other";

  private final Path folder;
  private final Session session = Session.getInstance(new Properties());

  public BounceFolder(Path folder) {
    this.folder = folder;
  }

  @Override
  public void read(Reader reader) throws Trouble {
    try {
      for (Path file : files()) {
        read(file, reader);
      }
    } catch (IOException e) {
      throw trouble(e);
    }
  }

  @Override
  public void probe() throws Trouble {
    if (!Files.isDirectory(folder) || !Files.isReadable(folder) || !Files.isWritable(folder)) {
      throw new Trouble(folder + ": no folder that can be read and written");
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> file.getFileName().toString().endsWith(".eml"))
          .filter(Files::isRegularFile)
          .sorted()
          .limit(ROUND_MAX)
          .toList();
    }
  }

  private void read(Path file, Reader reader) throws IOException {
    try {
      boolean ours = Files.size(file) <= BYTES_MAX && reader.read(message(file));
      if (ours) {
        Files.deleteIfExists(file);
      } else {
        putAside(file);
      }
    } catch (NoSuchFileException e) {
      LOG.debug("another node has read {}", file.getFileName());
    } catch (MessagingException e) {
      putAside(file);
    }
  }

  private MimeMessage message(Path file) throws IOException, MessagingException {
    return new MimeMessage(session, new ByteArrayInputStream(Files.readAllBytes(file)));
  }

  private void putAside(Path file) throws IOException {
    Path other = Files.createDirectories(folder.resolve(OTHER));
    Files.move(file, other.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
  }

  private Trouble trouble(IOException failure) {
    return new Trouble(folder + ": " + failure.getClass().getSimpleName());
  }
}
