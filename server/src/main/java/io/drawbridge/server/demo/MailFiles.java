package io.drawbridge.server.demo;

import io.drawbridge.protocol.text.Secret;
import io.drawbridge.server.mail.MailedLinks;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads the mails that became files, as their receivers would, and finds the link in them. */
public final class MailFiles {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration GLANCE = Duration.ofMillis(20);
  private static final Pattern TOKEN =
      Pattern.compile(Pattern.quote(MailedLinks.ONE_TIME) + "([A-Za-z0-9_-]+)");

  private final Path folder;

  public MailFiles(Path folder) {
    this.folder = folder;
  }

  /** Waits for a mail to the address with a token that is not known yet; the newest such token. */
  public Secret awaitToken(String address, Set<Secret> known) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      Optional<Secret> token =
          tokens(address).stream().filter(it -> !known.contains(it)).findFirst();
      if (token.isPresent()) {
        return token.get();
      }
      // A reader of a folder is not told of new files, except by watchers as slow as this.
      Thread.sleep(GLANCE);
    }
    throw new IllegalStateException("no new mail with a link came to " + folder);
  }

  /** The one-time tokens mailed to an address, newest first. */
  public List<Secret> tokens(String address) {
    try {
      List<Secret> tokens = new ArrayList<>();
      for (Path mail : newestFirst()) {
        token(mail, address).ifPresent(tokens::add);
      }
      return tokens;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Path> newestFirst() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(".eml"))
          .sorted(Comparator.comparing(MailFiles::written).reversed())
          .toList();
    }
  }

  private static FileTime written(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<Secret> token(Path file, String address) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      MimeMessage mail = new MimeMessage(Session.getInstance(new Properties()), in);
      boolean toAddress =
          Arrays.stream(mail.getRecipients(RecipientType.TO))
              .anyMatch(to -> to.toString().contains(address));
      if (!toAddress) {
        return Optional.empty();
      }
      Matcher matcher = TOKEN.matcher(text(mail.getContent()));
      return matcher.find() ? Optional.of(new Secret(matcher.group(1))) : Optional.empty();
    } catch (MessagingException e) {
      throw new IOException("not a mail: " + file, e);
    }
  }

  /** The decoded text of the first part that has any. */
  private static String text(Object content) throws IOException, MessagingException {
    return switch (content) {
      case String text -> text;
      case Multipart parts -> text(parts.getBodyPart(0).getContent());
      case InputStream in -> new String(in.readAllBytes(), StandardCharsets.UTF_8);
      default -> "";
    };
  }
}
