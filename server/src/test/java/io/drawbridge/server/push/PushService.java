package io.drawbridge.server.push;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.drawbridge.protocol.codec.FrameCodec;
import io.drawbridge.protocol.push.GatewayPush;
import io.drawbridge.protocol.push.PushMessage;
import io.drawbridge.server.push.web.TestBrowser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * A push service, and the operator's gateway, on a real socket: each path is a device of its own.
 * Thread-safe.
 */
final class PushService implements AutoCloseable {
  private static final FrameCodec CODEC = new FrameCodec();

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private volatile int status = 201;
  private volatile CountDownLatch hold = new CountDownLatch(0);

  /** One call that came. */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  record Call(String path, HttpHeaders headers, byte[] body) {
    String header(String name) {
      return headers.firstValue(name).orElseThrow();
    }

    /** What a browser reads in it. */
    PushMessage by(TestBrowser browser) {
      return CODEC.read(browser.read(body), PushMessage.class);
    }

    String text() {
      return new String(body, StandardCharsets.UTF_8);
    }

    /** What the gateway reads in it. */
    GatewayPush app() {
      return CODEC.read(text(), GatewayPush.class);
    }
  }

  private PushService(HttpServer server) {
    this.server = server;
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  static PushService start() {
    try {
      return new PushService(
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    int answered = status;
    calls.add(
        new Call(
            exchange.getRequestURI().getPath(),
            HttpHeaders.of(exchange.getRequestHeaders(), (_, _) -> true),
            body));
    try {
      hold.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    exchange.sendResponseHeaders(answered, -1);
    exchange.close();
  }

  String url(String path) {
    return "http://127.0.0.1:%d/%s".formatted(server.getAddress().getPort(), path);
  }

  /** From now on it answers this. */
  void answers(int code) {
    status = code;
  }

  /** Lets what comes wait for its answer; the latch lets it go on. */
  CountDownLatch holds() {
    CountDownLatch goOn = new CountDownLatch(1);
    hold = goOn;
    return goOn;
  }

  /** The calls for one device. */
  List<Call> at(String path) {
    return calls.stream().filter(call -> call.path().equals("/" + path)).toList();
  }

  /** The same, when there are so many. */
  List<Call> await(String path, int count) {
    Awaitility.await().atMost(20, TimeUnit.SECONDS).until(() -> at(path).size() >= count);
    return at(path);
  }

  @Override
  public void close() {
    hold.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
