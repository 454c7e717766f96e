package io.drawbridge.server.mail.bounce;

import io.drawbridge.server.mail.smtp.SmtpServer.Credentials;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A mailbox at a mail server, for reading. With any TLS, certificate and host name are checked.
 *
 * @param authorities whose certificates are good, instead of those that the JDK trusts; empty means
 *     the JDK's
 * @param folder the mailbox, such as {@code INBOX}
 */
public record ImapServer(
    String host,
    int port,
    Security security,
    Credentials credentials,
    List<X509Certificate> authorities,
    String folder) {

  /** The time when TLS begins. */
  public enum Security {
    /** Never: a server on the same machine. */
    NONE,
    /** By STARTTLS; a server that does not offer it is not read. */
    STARTTLS,
    /** With the first byte. */
    TLS
  }

  public ImapServer {
    authorities = List.copyOf(authorities);
  }

  /** The same, trusting these authorities and no others; none means the JDK's. */
  public ImapServer trusting(List<X509Certificate> others) {
    return new ImapServer(host, port, security, credentials, others, folder);
  }

  String protocol() {
    return security == Security.TLS ? "imaps" : "imap";
  }

  /** {@code host:port}. */
  public String where() {
    return host + ":" + port;
  }
}
