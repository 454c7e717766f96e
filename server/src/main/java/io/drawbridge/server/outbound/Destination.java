package io.drawbridge.server.outbound;

import io.drawbridge.protocol.Limits;
import io.drawbridge.protocol.text.Check;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * A URL that may be called as far as it can be told before its host is resolved. Whether the
 * address behind it may be is asked each time, when it is known.
 *
 * @param host in lower case; an IPv6 address without brackets
 * @param target its path and query
 */
public record Destination(boolean encrypted, String host, int port, String target) {
  private static final int HTTPS = 443;
  private static final int HTTP = 80;

  /** Below it are the services of machines, where nobody serves the web but at these two. */
  private static final int PORT_MIN = 1_024;

  private static final int PORT_MAX = 65_535;

  /**
   * Reads a URL.
   *
   * @param field as which it came
   * @throws io.drawbridge.protocol.ProtocolException if it is none that may be called
   */
  public static Destination of(String field, String text, OutboundRules rules) {
    if (text.length() > Limits.URL_CHARS_MAX) {
      throw Check.invalid(
          field, "%d chars (expected: 1 to %d)".formatted(text.length(), Limits.URL_CHARS_MAX));
    }
    URI url = parse(field, text);
    boolean encrypted = "https".equalsIgnoreCase(url.getScheme());
    if (!encrypted && !(rules.plain() && "http".equalsIgnoreCase(url.getScheme()))) {
      throw Check.invalid(field, "another scheme (expected: https)");
    }
    if (url.getRawUserInfo() != null || url.getRawFragment() != null) {
      throw Check.invalid(field, "with a user or a fragment (expected: neither)");
    }
    int usual = encrypted ? HTTPS : HTTP;
    int port = url.getPort() < 0 ? usual : url.getPort();
    if (port != usual && (port < PORT_MIN || port > PORT_MAX)) {
      throw Check.invalid(field, "another port (expected: %d, or 1024 to 65535)".formatted(usual));
    }
    String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    if (path.startsWith("//")) {
      throw Check.invalid(field, "with an empty first part of its path (expected: one slash)");
    }
    String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
    return new Destination(encrypted, host(field, url, rules), port, path + query);
  }

  private static URI parse(String field, String text) {
    try {
      URI url = new URI(text);
      boolean ascii = text.chars().allMatch(c -> c > ' ' && c < 0x7f);
      if (ascii && url.getHost() != null) {
        return url;
      }
    } catch (URISyntaxException e) {
      // Answered below, without its text, which may hold a secret.
    }
    throw Check.invalid(field, "no URL in ASCII with a host (expected: https://...)");
  }

  private static String host(String field, URI url, OutboundRules rules) {
    String written = url.getHost().toLowerCase(Locale.ROOT);
    boolean bracketed = written.startsWith("[") && written.endsWith("]");
    String host = bracketed ? written.substring(1, written.length() - 1) : written;
    boolean literal = bracketed ? Hosts.isIpv6(host) : Hosts.isIpv4(host);
    if (!literal && (bracketed || !Hosts.isName(host))) {
      throw Check.invalid(field, "another host (expected: a name, or a plain IP address)");
    }
    if (literal && !rules.allow(host, InetAddress.ofLiteral(host))) {
      throw Check.invalid(field, "not of the public network (expected: a public address)");
    }
    return host;
  }

  /** Only where it is, since the rest may be a secret. */
  @Override
  public String toString() {
    return "Destination[" + host + ":" + port + "]";
  }
}
