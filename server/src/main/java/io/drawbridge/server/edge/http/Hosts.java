package io.drawbridge.server.edge.http;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The names by which the management port is asked. A page that has its own name point here sends
 * that name: only names that are known are answered, and addresses, which nobody can redirect.
 */
public final class Hosts {
  private static final String LOCALHOST = "localhost";

  private final Set<String> names;

  public Hosts(List<String> names) {
    this.names =
        names.stream()
            .map(name -> name.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
  }

  /** Returns whether the host may ask; {@code hosts} are the request's headers as they came. */
  public boolean known(List<String> hosts) {
    if (hosts.isEmpty()) {
      return true;
    }
    String name = withoutPort(hosts.getFirst()).toLowerCase(Locale.ROOT);
    return hosts.size() == 1 && (name.equals(LOCALHOST) || isAddress(name) || names.contains(name));
  }

  /** Returns whether it names this very machine. */
  static boolean isLoopback(String host) {
    return host.equals(LOCALHOST)
        || (isAddress(host) && InetAddress.ofLiteral(bare(host)).isLoopbackAddress());
  }

  private static boolean isAddress(String name) {
    return NetUtil.isValidIpV4Address(name)
        || (name.startsWith("[") && NetUtil.isValidIpV6Address(bare(name)));
  }

  private static String bare(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  private static String withoutPort(String host) {
    int colon = host.lastIndexOf(':');
    return colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
  }
}
