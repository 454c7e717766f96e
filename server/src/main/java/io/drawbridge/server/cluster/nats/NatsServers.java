package io.drawbridge.server.cluster.nats;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * The servers of NATS that nodes ring by.
 *
 * @param urls {@code nats://host:port} each, or {@code tls://host:port}, which demands TLS
 * @param login with which a node signs in, if it does
 * @param authorities whose certificates are good, instead of those that the JDK trusts; empty means
 *     the JDK's
 */
public record NatsServers(
    List<URI> urls, Optional<Login> login, List<X509Certificate> authorities) {

  /** A name and a password. */
  public record Login(String user, String password) {
    /** Not the password. */
    @Override
    public String toString() {
      return "Login[" + user + "]";
    }
  }

  public NatsServers {
    urls = List.copyOf(urls);
    authorities = List.copyOf(authorities);
  }

  /** Returns whether anything is sent by TLS alone. */
  boolean secure() {
    return urls.stream().anyMatch(url -> url.getScheme().equals("tls"));
  }

  /** Where they are, as the log shows it. */
  public String where() {
    return String.join(", ", urls.stream().map(URI::toString).toList());
  }
}
