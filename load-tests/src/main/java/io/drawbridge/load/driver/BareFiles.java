package io.drawbridge.load.driver;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Executors;

/**
 * The bare limit beside the server's files: the JDK's own HTTP server, which writes what comes to
 * one file and syncs it once at the end, and sends that file to everybody. It asks nobody's right.
 */
public final class BareFiles {
  private static final int NO_BODY = -1;

  private BareFiles() {}

  /** Announces its port, and serves until it is killed. */
  @SuppressWarnings("SystemOut") // the announcement is read by the parent
  public static void main(String[] arguments) throws IOException {
    Path file = Files.createTempFile("drawbridge-bare", ".bytes");
    // It lives as long as the process has it open; a killed process leaves nothing behind.
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    Files.delete(file);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext("/", exchange -> serve(exchange, channel));
    server.start();
    System.out.println("port " + server.getAddress().getPort());
  }

  private static void serve(HttpExchange exchange, FileChannel channel) throws IOException {
    try (exchange) {
      if (exchange.getRequestMethod().equals("PUT")) {
        channel.truncate(0);
        channel.position(0);
        exchange.getRequestBody().transferTo(Channels.newOutputStream(channel));
        channel.force(true);
        exchange.sendResponseHeaders(200, NO_BODY);
      } else {
        exchange.sendResponseHeaders(200, channel.size());
        try (OutputStream body = exchange.getResponseBody()) {
          channel.transferTo(0, channel.size(), Channels.newChannel(body));
        }
      }
    }
  }
}
