package io.drawbridge.server.demo;

import io.drawbridge.protocol.frame.Secret;
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
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads the mails that became files, as their receivers would, and follows the link in them. */
final class DemoMailbox {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration GLANCE = Duration.ofMillis(50);
  private static final Pattern TOKEN = Pattern.compile("[#/=]([A-Za-z0-9_-]{40,})");

  private final Path folder;

  DemoMailbox(Path folder) {
    this.folder = folder;
  }

  /** Waits for a mail to the address; the one-time token of the newest one's link. */
  Secret awaitToken(String address) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      Optional<Secret> token = newestToken(address);
      if (token.isPresent()) {
        return token.get();
      }
      Thread.sleep(GLANCE);
    }
    throw new IllegalStateException("no mail with a link came to " + folder);
  }

  private Optional<Secret> newestToken(String address) {
    try {
      for (Path mail : newestFirst()) {
        Optional<Secret> token = token(mail, address);
        if (token.isPresent()) {
          return token;
        }
      }
      return Optional.empty();
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
          .sorted(Comparator.comparing(DemoMailbox::written).reversed())
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
