package io.drawbridge.server.config;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A mail server to hand mails to.
 *
 * @param implicitTls TLS from the first byte ({@code smtps}); otherwise STARTTLS where it is
 *     offered, and always before credentials are sent
 */
public record SmtpServer(
    String host, int port, boolean implicitTls, Optional<String> user, Optional<String> password) {
  private static final int SMTP_PORT = 25;
  private static final int SUBMISSION_PORT = 587;
  private static final int SMTPS_PORT = 465;

  static Optional<SmtpServer> parse(String text) {
    return ConfigReader.uri(text)
        .filter(it -> "smtp".equals(it.getScheme()) || "smtps".equals(it.getScheme()))
        .filter(it -> it.getHost() != null)
        .filter(it -> it.getRawPath().isEmpty() || it.getRawPath().equals("/"))
        .flatMap(SmtpServer::of);
  }

  private static Optional<SmtpServer> of(URI uri) {
    boolean tls = "smtps".equals(uri.getScheme());
    Optional<String> credentials = Optional.ofNullable(uri.getRawUserInfo());
    if (credentials.isPresent() && !credentials.get().contains(":")) {
      return Optional.empty();
    }
    int usual = tls ? SMTPS_PORT : credentials.isPresent() ? SUBMISSION_PORT : SMTP_PORT;
    return Optional.of(
        new SmtpServer(
            uri.getHost(),
            uri.getPort() < 0 ? usual : uri.getPort(),
            tls,
            credentials.map(it -> decoded(it.substring(0, it.indexOf(':')))),
            credentials.map(it -> decoded(it.substring(it.indexOf(':') + 1)))));
  }

  private static String decoded(String part) {
    return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /** Leaves the credentials out. */
  @Override
  public String toString() {
    return "SmtpServer[host=" + host + ", port=" + port + "]";
  }
}
