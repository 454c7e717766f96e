package io.drawbridge.server.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Resolves a host and judges what it is told: the connection is made to the addresses that this
 * answers, and nobody resolves the name again. One address that may not be called spoils all of
 * them.
 */
final class JudgedResolver implements DnsResolver {
  /** A name with more addresses is called at these. */
  private static final int ADDRESSES_MAX = 4;

  private final OutboundRules rules;
  private final Names names;

  /** The names of the network. */
  interface Names {
    InetAddress[] resolve(String host) throws UnknownHostException;
  }

  JudgedResolver(OutboundRules rules, Names names) {
    this.rules = rules;
    this.names = names;
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    InetAddress[] found = names.resolve(host);
    if (Arrays.stream(found).anyMatch(address -> !rules.allow(host, address))) {
      throw new Forbidden();
    }
    return Arrays.copyOf(found, Math.min(found.length, ADDRESSES_MAX));
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }

  /** The name leads to where nothing may be called. */
  static final class Forbidden extends UnknownHostException {
    private static final long serialVersionUID = 1L;

    private Forbidden() {
      super("not of the public network");
    }
  }
}
