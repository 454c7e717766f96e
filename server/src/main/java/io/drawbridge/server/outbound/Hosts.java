package io.drawbridge.server.outbound;

import java.util.regex.Pattern;

/**
 * The forms in which a URL may name a host: a name in ASCII, a dotted IPv4 address, or an IPv6
 * address. Every other form of an address (decimal, octal, hexadecimal, short, with a zone) is
 * none: programs do not agree on what it means.
 */
final class Hosts {
  private static final int NAME_CHARS_MAX = 253;
  private static final Pattern NAME =
      Pattern.compile(
          "([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)*"
              + "[A-Za-z]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?");

  private static final Pattern IPV4 =
      Pattern.compile("((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(\\.(?!$)|$)){4}");

  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]{2,45}");

  private Hosts() {}

  /** Returns whether it is a name, whose last label is no number. */
  static boolean isName(String host) {
    return host.length() <= NAME_CHARS_MAX && NAME.matcher(host).matches();
  }

  static boolean isIpv4(String host) {
    return IPV4.matcher(host).matches();
  }

  /** Returns whether it looks like one; without brackets. */
  static boolean isIpv6(String host) {
    return IPV6.matcher(host).matches() && host.indexOf(':') >= 0;
  }
}
