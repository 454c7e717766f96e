package io.drawbridge.server.config;

import io.drawbridge.server.mail.smtp.SmtpServer;
import io.drawbridge.server.mail.smtp.SmtpServer.Security;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The URL of a mail server: {@code smtp://} takes STARTTLS where it is offered, and demands it for
 * credentials; {@code smtp+starttls://} always demands it; {@code smtps://} is TLS from the first
 * byte. User and password are percent-encoded. Anything more is a mistake, never ignored: it could
 * be another product's way to demand TLS.
 */
final class SmtpUrl {
  private static final Pattern SCHEMES = Pattern.compile("smtp|smtp\\+starttls|smtps");
  private static final int SMTP_PORT = 25;
  private static final int SUBMISSION_PORT = 587;
  private static final int SMTPS_PORT = 465;

  private SmtpUrl() {}

  /** Reads the URL; empty if the text is none. */
  static Optional<SmtpServer> parse(String text) {
    return ConfigReader.uri(text)
        .filter(it -> it.getScheme() != null && SCHEMES.matcher(it.getScheme()).matches())
        .filter(it -> it.getRawQuery() == null && it.getRawFragment() == null)
        .filter(it -> it.getRawPath().isEmpty() || it.getRawPath().equals("/"))
        .flatMap(it -> MailLogin.server(it).map(server -> of(it.getScheme(), server)));
  }

  private static SmtpServer of(String scheme, MailLogin server) {
    Security security = security(scheme, server.login().isPresent());
    int usual =
        switch (security) {
          case IF_OFFERED -> SMTP_PORT;
          case STARTTLS -> SUBMISSION_PORT;
          case TLS -> SMTPS_PORT;
        };
    return new SmtpServer(
        server.host(), server.port().orElse(usual), security, server.login(), List.of());
  }

  private static Security security(String scheme, boolean login) {
    if (scheme.equals("smtps")) {
      return Security.TLS;
    }
    return login || scheme.equals("smtp+starttls") ? Security.STARTTLS : Security.IF_OFFERED;
  }
}
