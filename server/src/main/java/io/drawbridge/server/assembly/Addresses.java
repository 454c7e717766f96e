package io.drawbridge.server.assembly;

import io.drawbridge.server.config.ServerConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;

/**
 * The addresses of the server: resolved before the doors open, because links in mails need them.
 */
public final class Addresses {
  private Addresses() {}

  /**
   * Replaces port 0 for clients by a port that is free now.
   *
   * @throws StartTrouble if a port is taken, or is none of this machine; so this is found before
   *     the database is started and brought up to date in vain
   */
  public static ServerConfig resolved(ServerConfig config) {
    ServerConfig.Http http = config.http();
    ServerConfig.Management management = config.management();
    // Both at the same time: one port does not do for both.
    try (ServerSocket clients = bound("http", http.host(), http.port());
        ServerSocket _ = bound("management", management.host(), management.port())) {
      return config.withHttp(
          new ServerConfig.Http(
              http.host(), clients.getLocalPort(), http.loops(), http.transport()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ServerSocket bound(String keys, String host, int port) {
    try {
      return new ServerSocket(port, 1, InetAddress.getByName(host));
    } catch (UnknownHostException e) {
      throw new StartTrouble(
          "%s.host: %s: unknown (expected: an address of this machine)".formatted(keys, host));
    } catch (IOException e) {
      throw new StartTrouble(
          "%1$s.host, %1$s.port: %2$s:%3$d: %4$s (expected: a free port of this machine)"
              .formatted(keys, host, port, e.getMessage()));
    }
  }

  /** The server as a program on this machine reaches it; ends without a slash. */
  public static URI local(ServerConfig config) {
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
  public static URI shown(ServerConfig config) {
    return config.web().publicUrl().orElseGet(() -> local(config));
  }
}
