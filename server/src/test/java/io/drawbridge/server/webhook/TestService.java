package io.drawbridge.server.webhook;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.drawbridge.protocol.text.Secret;
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
import org.awaitility.Awaitility;

/** The service on the other side of outgoing webhooks, on a real socket. Thread-safe. */
final class TestService implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private volatile int status = 200;
  private volatile CountDownLatch hold = new CountDownLatch(0);

  /** One call that came, with what it was answered. */
  record Call(HttpHeaders headers, String body, int answered) {
    String id() {
      return headers.firstValue("webhook-id").orElseThrow();
    }

    /** What another implementation of the standard says. */
    boolean signedWith(Secret secret) {
      try {
        new Webhook(secret.value()).verify(body, headers);
        return true;
      } catch (WebhookVerificationException e) {
        return false;
      }
    }
  }

  private TestService(HttpServer server) {
    this.server = server;
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  static TestService start() {
    try {
      return new TestService(
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    int answered = status;
    calls.add(
        new Call(HttpHeaders.of(exchange.getRequestHeaders(), (_, _) -> true), body, answered));
    try {
      hold.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    exchange.sendResponseHeaders(answered, -1);
    exchange.close();
  }

  String url() {
    return "http://127.0.0.1:%d/events?key=1".formatted(server.getAddress().getPort());
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

  List<Call> calls() {
    return List.copyOf(calls);
  }

  /** The calls whose body holds the text, when there are so many. */
  List<Call> await(String text, int count) {
    Awaitility.await().until(() -> with(text).size() >= count);
    return with(text);
  }

  List<Call> with(String text) {
    return calls.stream().filter(call -> call.body().contains(text)).toList();
  }

  @Override
  public void close() {
    hold.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
