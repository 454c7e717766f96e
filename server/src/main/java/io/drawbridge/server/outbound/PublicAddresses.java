package io.drawbridge.server.outbound;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/**
 * The rule which addresses belong to the public network. Of IPv6 only what is given out as global
 * is, less what leads elsewhere: so a form that carries an IPv4 address (NAT64, 6to4, Teredo) is
 * refused whatever it carries; one that is mapped is judged as the IPv4 address it is.
 *
 * @see <a href="https://www.iana.org/assignments/iana-ipv4-special-registry">IPv4</a>
 * @see <a href="https://www.iana.org/assignments/iana-ipv6-special-registry">IPv6</a>
 */
final class PublicAddresses {
  private static final List<Network> SPECIAL_IPV4 =
      networks(
          "0.0.0.0/8",
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "169.254.0.0/16",
          "172.16.0.0/12",
          "192.0.0.0/24",
          "192.0.2.0/24",
          "192.31.196.0/24",
          "192.52.193.0/24",
          "192.88.99.0/24",
          "192.168.0.0/16",
          "192.175.48.0/24",
          "198.18.0.0/15",
          "198.51.100.0/24",
          "203.0.113.0/24",
          "224.0.0.0/4",
          "240.0.0.0/4");

  private static final Network GLOBAL_IPV6 = Network.of("2000::/3");

  private static final List<Network> SPECIAL_IPV6 =
      networks("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20");

  private PublicAddresses() {}

  /** Returns whether the address is of the public network. */
  static boolean holds(InetAddress address) {
    return address instanceof Inet4Address
        ? none(SPECIAL_IPV4, address)
        : GLOBAL_IPV6.holds(address) && none(SPECIAL_IPV6, address);
  }

  private static boolean none(List<Network> networks, InetAddress address) {
    return networks.stream().noneMatch(it -> it.holds(address));
  }

  private static List<Network> networks(String... texts) {
    return Stream.of(texts).map(Network::of).toList();
  }
}
