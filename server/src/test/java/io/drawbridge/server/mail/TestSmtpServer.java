package io.drawbridge.server.mail;

import io.drawbridge.server.TestCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.server.SMTPServer;

/** A real mail server on loopback that takes every mail and every login. */
final class TestSmtpServer implements AutoCloseable {
  /** The dialects that it speaks. */
  enum Speech {
    CLEAR,
    STARTTLS,
    TLS
  }

  private final List<String> recipients = new CopyOnWriteArrayList<>();
  private final List<String> logins = new CopyOnWriteArrayList<>();
  private final SMTPServer server;

  private TestSmtpServer(int port, Speech speech, TestCertificate certificate)
      throws GeneralSecurityException {
    SSLContext tls = certificate.serverContext();
    SMTPServer.Builder builder =
        SMTPServer.port(port)
            .bindAddress(InetAddress.getLoopbackAddress())
            .authenticationHandlerFactory(
                new EasyAuthenticationHandlerFactory(
                    (user, password, context) -> logins.add(user + ":" + password)))
            .messageHandler((context, from, to, data) -> recipients.add(to));
    switch (speech) {
      case CLEAR -> {}
      case STARTTLS -> builder.enableTLS().requireTLS().startTlsSocketFactory(tls, false);
      case TLS -> builder.serverSocketFactory(tls);
    }
    this.server = builder.build();
  }

  static TestSmtpServer start(Speech speech, TestCertificate certificate)
      throws IOException, GeneralSecurityException {
    return start(freePort(), speech, certificate);
  }

  static TestSmtpServer start(int port, Speech speech, TestCertificate certificate)
      throws GeneralSecurityException {
    TestSmtpServer started = new TestSmtpServer(port, speech, certificate);
    started.server.start();
    return started;
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  int port() {
    return server.getPort();
  }

  /** Of the mails that came. */
  List<String> recipients() {
    return recipients;
  }

  /** {@code user:password} of those who signed in. */
  List<String> logins() {
    return logins;
  }

  @Override
  public void close() {
    server.stop();
  }
}
