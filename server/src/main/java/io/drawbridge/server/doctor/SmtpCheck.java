package io.drawbridge.server.doctor;

import io.drawbridge.server.config.SmtpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** Whether the mail server answers; signs in nowhere and sends nothing. */
final class SmtpCheck {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int GREETING_BYTES = 3;

  private SmtpCheck() {}

  static Finding examine(SmtpServer server) {
    String where = server.host() + ":" + server.port();
    try (Socket plain = new Socket()) {
      plain.connect(new InetSocketAddress(server.host(), server.port()), (int) PATIENCE.toMillis());
      plain.setSoTimeout((int) PATIENCE.toMillis());
      String greeting = server.implicitTls() ? overTls(plain, server) : greeting(plain);
      return greeting.equals("220")
          ? Finding.ok("mail", where + " answers")
          : Finding.fail("mail", where + " does not greet as a mail server does (expected: 220)");
    } catch (IOException e) {
      return Finding.fail("mail", where + ": " + e.getMessage());
    }
  }

  private static String overTls(Socket plain, SmtpServer server) throws IOException {
    SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
    try (SSLSocket tls =
        (SSLSocket) factory.createSocket(plain, server.host(), server.port(), true)) {
      return greeting(tls);
    }
  }

  private static String greeting(Socket socket) throws IOException {
    return new String(
        socket.getInputStream().readNBytes(GREETING_BYTES), StandardCharsets.US_ASCII);
  }
}
