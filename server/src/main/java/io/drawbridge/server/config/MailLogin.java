package io.drawbridge.server.config;

import io.drawbridge.server.mail.smtp.SmtpServer.Credentials;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The server that the URL of a mail server names, and the login in it.
 *
 * @param port as given
 */
record MailLogin(String host, Optional<Integer> port, Optional<Credentials> login) {
  private static final int PORT_MAX = 65_535;

  /** Reads it; empty without a host, with an impossible port, or with a user alone. */
  static Optional<MailLogin> server(URI uri) {
    Optional<String> login = Optional.ofNullable(uri.getRawUserInfo());
    if (uri.getHost() == null
        || uri.getPort() == 0
        || uri.getPort() > PORT_MAX
        || login.filter(it -> !it.contains(":")).isPresent()) {
      return Optional.empty();
    }
    return Optional.of(
        new MailLogin(
            uri.getHost(),
            Optional.of(uri.getPort()).filter(port -> port > 0),
            login.map(MailLogin::credentials)));
  }

  /** User and password are percent-encoded. */
  private static Credentials credentials(String login) {
    int colon = login.indexOf(':');
    return new Credentials(decoded(login.substring(0, colon)), decoded(login.substring(colon + 1)));
  }

  private static String decoded(String part) {
    return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
