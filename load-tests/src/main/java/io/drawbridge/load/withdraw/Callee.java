package io.drawbridge.load.withdraw;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Somebody whom the server calls by HTTP, on loopback: a service, a push gateway, or a site with
 * pages. It answers the calls of each key as was planned. A call counts as taken when it is about
 * to be answered. Thread-safe.
 */
final class Callee implements AutoCloseable {
  private static final int OK = 200;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Plans plans = new Plans();
  private final Function<Call, String> key;
  private final Function<Call, String> page;
  private volatile Consumer<Call> taken = _ -> {};

  /** One call that came. */
  record Call(String path, String body) {}

  private Callee(HttpServer server, Function<Call, String> key, Function<Call, String> page) {
    this.server = server;
    this.key = key;
    this.page = page;
  }

  /**
   * Starts one.
   *
   * @param key tells calls apart
   * @param page what it answers, as HTML
   */
  static Callee start(Function<Call, String> key, Function<Call, String> page) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    Callee callee = new Callee(server, key, page);
    server.setExecutor(callee.threads);
    server.createContext("/", callee::answer);
    server.start();
    return callee;
  }

  String url(String path) {
    return "http://127.0.0.1:%d%s".formatted(server.getAddress().getPort(), path);
  }

  /** Hears of each call when it is about to be answered, from now on. */
  void taken(Consumer<Call> listener) {
    taken = listener;
  }

  /** How the calls of a key are answered. */
  Plans plans() {
    return plans;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Call call =
          new Call(
              exchange.getRequestURI().getPath(),
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
      int status = plans.met(key.apply(call)).orElse(OK);
      taken.accept(call);
      byte[] body = page.apply(call).getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().add("Content-Type", "text/html; charset=utf-8");
      exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    plans.close();
    server.stop(0);
    threads.shutdownNow();
  }
}
