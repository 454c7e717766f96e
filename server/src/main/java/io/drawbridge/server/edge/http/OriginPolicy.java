package io.drawbridge.server.edge.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Decides which web pages may talk to this server. A client that is no browser sends no Origin and
 * may; a page of this server may, and what is its own is what {@code public.url} says. Only where
 * nothing is said does the request's host count. Others may only if they are listed; and where the
 * server is reached by TLS, none may that came in the clear.
 */
public final class OriginPolicy {
  /** The standing of a request's Origin. */
  public enum Standing {
    /** No browser, or a page of this server. */
    OWN,
    /** A page of another server that is listed. */
    LISTED,
    REFUSED
  }

  private static final String CLEAR = "http:";

  private final Set<String> listed;
  private final Optional<String> own;
  private final boolean encrypted;

  /**
   * @param publicUrl how people reach the server, if that is said
   * @param origins pages of other servers that may connect too
   * @param tls whether the server itself speaks TLS
   */
  public OriginPolicy(Optional<URI> publicUrl, List<String> origins, boolean tls) {
    this.own = publicUrl.flatMap(url -> normal(url.getScheme() + "://" + url.getRawAuthority()));
    this.encrypted = tls || publicUrl.filter(url -> "https".equals(url.getScheme())).isPresent();
    this.listed = origins.stream().map(this::listed).collect(Collectors.toUnmodifiableSet());
  }

  private String listed(String origin) {
    String normal =
        normal(origin)
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "origin: %s (expected: like https://chat.example.com)".formatted(origin)));
    if (encrypted && normal.startsWith(CLEAR) && !Hosts.isLoopback(hostOf(normal))) {
      throw new IllegalArgumentException(
          "origin: %s (expected: https, as the server is reached by TLS)".formatted(origin));
    }
    return normal;
  }

  /** Judges a request; {@code origins} and {@code host} are its headers as they came. */
  public Standing judge(List<String> origins, String host) {
    if (origins.isEmpty()) {
      return Standing.OWN;
    }
    if (origins.size() > 1) {
      return Standing.REFUSED;
    }
    Optional<String> origin = normal(origins.getFirst());
    if (origin.isEmpty()) {
      return Standing.REFUSED;
    }
    if (listed.contains(origin.get())) {
      return Standing.LISTED;
    }
    boolean clear = origin.get().startsWith(CLEAR);
    return isOwn(origin.get(), host) && !(encrypted && clear) ? Standing.OWN : Standing.REFUSED;
  }

  private boolean isOwn(String origin, String host) {
    if (own.isPresent()) {
      return own.get().equals(origin);
    }
    // The scheme of the page decides the default port, so a proxy that ends TLS changes nothing.
    String scheme = origin.substring(0, origin.indexOf(':'));
    return normal(scheme + "://" + host).filter(origin::equals).isPresent();
  }

  private static String hostOf(String normal) {
    return URI.create(normal).getHost();
  }

  /** Scheme, host and port in one spelling; empty if the text is anything but a web origin. */
  private static Optional<String> normal(String origin) {
    if (!origin.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      return Optional.empty();
    }
    try {
      URI uri = new URI(origin);
      String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      boolean web = scheme.equals("http") || scheme.equals("https");
      if (!web || uri.getHost() == null || uri.getRawUserInfo() != null) {
        return Optional.empty();
      }
      int port = uri.getPort() >= 0 ? uri.getPort() : scheme.equals("http") ? 80 : 443;
      String normal = scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + ":" + port;
      boolean bare =
          uri.getRawPath().isEmpty() && uri.getRawQuery() == null && uri.getRawFragment() == null;
      return bare ? Optional.of(normal) : Optional.empty();
    } catch (URISyntaxException notAnOrigin) {
      return Optional.empty();
    }
  }
}
