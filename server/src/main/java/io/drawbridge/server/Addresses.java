package io.drawbridge.server;

import io.drawbridge.server.config.ServerConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;

/** Where the server can be reached, as links in mails need it before the doors are open. */
final class Addresses {
  private Addresses() {}

  /** Port 0 becomes a port that is free now. */
  static ServerConfig.Http resolved(ServerConfig.Http http) {
    if (http.port() != 0) {
      return http;
    }
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(http.host()))) {
      return new ServerConfig.Http(
          http.host(), socket.getLocalPort(), http.loops(), http.transport());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The server as a program on this machine reaches it; ends without a slash. */
  static URI local(ServerConfig config) {
    String host = config.http().host();
    String name =
        switch (host) {
          case "0.0.0.0", "::", "" -> "localhost";
          default -> host.contains(":") ? "[" + host + "]" : host;
        };
    String scheme = config.tls().isPresent() ? "https" : "http";
    return URI.create(
        "%s://%s:%d%s".formatted(scheme, name, config.http().port(), config.web().pathPrefix()));
  }

  /** The server as people reach it. */
  static URI shown(ServerConfig config) {
    return config.web().publicUrl().orElseGet(() -> local(config));
  }
}
