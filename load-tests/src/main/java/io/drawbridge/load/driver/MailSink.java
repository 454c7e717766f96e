package io.drawbridge.load.driver;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.subethamail.smtp.server.SMTPServer;

/** A real SMTP server on loopback that takes every mail and keeps the tokens of the links in it. */
public final class MailSink implements AutoCloseable {
  private final Map<String, BlockingQueue<String>> tokens = new ConcurrentHashMap<>();
  private final AtomicLong mails = new AtomicLong();
  private final SMTPServer server;
  private volatile Consumer<Mail> reader = _ -> {};

  /** A mail that has come. */
  public record Mail(String to, String text) {}

  private MailSink(int port) {
    this.server =
        SMTPServer.port(port)
            .bindAddress(InetAddress.getLoopbackAddress())
            .messageHandler((context, from, to, data) -> take(to, data))
            .build();
  }

  /** Starts one on a free port. */
  public static MailSink start() throws IOException {
    MailSink sink = new MailSink(FreePort.onLoopback());
    sink.server.start();
    return sink;
  }

  /** For the server's {@code smtp.url}. */
  public String url() {
    return "smtp://127.0.0.1:" + server.getPort();
  }

  /** The number of mails that came. */
  public long mails() {
    return mails.get();
  }

  /** Has each mail read before the next hop is told that it was taken, from now on. */
  public void readBy(Consumer<Mail> each) {
    reader = each;
  }

  /** The token of the next link mailed to this address; waits for it. */
  public String nextToken(String address) throws InterruptedException {
    return nextToken(address, Duration.ofSeconds(60))
        .orElseThrow(() -> new IllegalStateException("no mail to " + address + " within 60 s"));
  }

  /** The token of the next link mailed to this address, if one comes in time. */
  public Optional<String> nextToken(String address, Duration wait) throws InterruptedException {
    return Optional.ofNullable(queue(address).poll(wait.toMillis(), TimeUnit.MILLISECONDS));
  }

  private void take(String to, byte[] data) {
    mails.incrementAndGet();
    String text = text(data);
    LinkToken.in(text).ifPresent(queue(to)::add);
    reader.accept(new Mail(to, text));
  }

  private BlockingQueue<String> queue(String address) {
    return tokens.computeIfAbsent(address, ignored -> new LinkedBlockingQueue<>());
  }

  private static String text(byte[] data) {
    try {
      MimeMessage message =
          new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(data));
      return text(message.getContent());
    } catch (MessagingException | IOException e) {
      throw new IllegalStateException("a mail that cannot be read", e);
    }
  }

  private static String text(Object content) throws MessagingException, IOException {
    if (content instanceof Multipart parts) {
      BodyPart plain = parts.getBodyPart(0);
      return text(plain.getContent());
    }
    return content.toString();
  }

  @Override
  public void close() {
    server.stop();
  }
}
