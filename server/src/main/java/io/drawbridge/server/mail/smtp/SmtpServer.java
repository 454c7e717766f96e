package io.drawbridge.server.mail.smtp;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * A mail server to hand mails to. With any TLS, certificate and host name are checked.
 *
 * @param credentials never sent without TLS
 * @param authorities whose certificates are good, instead of those that the JDK trusts; empty means
 *     the JDK's
 */
public record SmtpServer(
    String host,
    int port,
    Security security,
    Optional<Credentials> credentials,
    List<X509Certificate> authorities) {

  /** The time when TLS begins. */
  public enum Security {
    /** By STARTTLS where the server offers it, else never. */
    IF_OFFERED,
    /** By STARTTLS; a server that does not offer it gets no mail. */
    STARTTLS,
    /** With the first byte. */
    TLS
  }

  /** Login of a mail server. */
  public record Credentials(String user, String password) {
    /** A text without user and password. */
    @Override
    public String toString() {
      return "Credentials[hidden]";
    }
  }

  /**
   * @throws IllegalArgumentException if credentials could be sent in the clear
   */
  public SmtpServer {
    if (credentials.isPresent() && security == Security.IF_OFFERED) {
      throw new IllegalArgumentException("security: IF_OFFERED (expected: TLS, for credentials)");
    }
    authorities = List.copyOf(authorities);
  }

  /** The same, trusting these authorities and no others; none means the JDK's. */
  public SmtpServer trusting(List<X509Certificate> others) {
    return new SmtpServer(host, port, security, credentials, others);
  }

  /** The same, as safe, without signing in. */
  SmtpServer anonymous() {
    return new SmtpServer(host, port, security, Optional.empty(), authorities);
  }

  /** {@code host:port}. */
  public String where() {
    return host + ":" + port;
  }
}
