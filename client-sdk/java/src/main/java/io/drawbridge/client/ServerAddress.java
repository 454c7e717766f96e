package io.drawbridge.client;

import java.net.URI;
import java.util.Locale;

/** The address of a server, as both doors need it. */
record ServerAddress(URI http) {

  /**
   * Reads the address of a server.
   *
   * @throws IllegalArgumentException if it is not http, https, ws or wss, or names more than a host
   *     and a path
   */
  static ServerAddress of(URI server) {
    String scheme = server.getScheme() == null ? "" : server.getScheme().toLowerCase(Locale.ROOT);
    String plain =
        switch (scheme) {
          case "http", "ws" -> "http";
          case "https", "wss" -> "https";
          default -> "";
        };
    if (plain.isEmpty()
        || server.getHost() == null
        || server.getQuery() != null
        || server.getUserInfo() != null) {
      throw new IllegalArgumentException(
          server + " (expected: http, https, ws or wss, a host, a port)");
    }
    String path = server.getPath() == null ? "" : server.getPath();
    String base = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    return new ServerAddress(URI.create(plain + "://" + server.getRawAuthority() + base));
  }

  /** The address that a command is posted to. */
  URI command(String type) {
    return URI.create(http + "/v1/" + type);
  }

  /** The address of anything below the server's own. */
  URI path(String path) {
    return URI.create(http + path);
  }

  /** The address of the WebSocket. */
  URI socket() {
    String text = http.toString();
    return URI.create("ws" + text.substring("http".length()) + "/v1/ws");
  }
}
