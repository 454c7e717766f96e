package io.drawbridge.server.edge;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which web pages may talk to this server. A client that is no browser sends no Origin and may; a
 * page of this very host may; others only if they are listed.
 */
final class OriginPolicy {
  /** What a request's Origin means. */
  enum Standing {
    /** No browser, or a page of this server. */
    OWN,
    /** A page of another server that is listed. */
    LISTED,
    REFUSED
  }

  private final Set<String> listed;

  OriginPolicy(List<String> origins) {
    this.listed =
        origins.stream()
            .map(origin ->
                normal(origin)
                    .orElseThrow(() ->
                        new IllegalArgumentException(
                            "origin: %s (expected: like https://chat.example.com)"
                                .formatted(origin))))
            .collect(Collectors.toUnmodifiableSet());
  }

  /** {@code origins} and {@code host} are the request's headers as they came. */
  Standing judge(List<String> origins, String host) {
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
    String scheme = origin.get().substring(0, origin.get().indexOf(':'));
    // The scheme of the page decides the default port, so a proxy that ends TLS changes nothing.
    if (normal(scheme + "://" + host).equals(origin)) {
      return Standing.OWN;
    }
    return listed.contains(origin.get()) ? Standing.LISTED : Standing.REFUSED;
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
