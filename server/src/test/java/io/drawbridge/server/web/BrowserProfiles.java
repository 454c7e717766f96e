package io.drawbridge.server.web;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Windows of one running browser that share nothing: each has cookies, storage and caches of its
 * own, as if it were another browser. Speaks to the browser itself, as a driver only speaks to its
 * pages.
 */
final class BrowserProfiles implements AutoCloseable {
  private final HttpClient http = HttpClient.newHttpClient();
  private final JsonMapper json = new JsonMapper();
  private final Map<Integer, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();
  private final Map<String, String> profiles = new ConcurrentHashMap<>();

  /** Written before the answer that its reader waits for. */
  private final StringBuilder heap = new StringBuilder();

  private final WebSocket socket;
  private int asks;

  /** {@code debugger}: where the browser listens, as its driver says. */
  BrowserProfiles(String debugger) throws IOException {
    try {
      String version =
          http.send(
                  HttpRequest.newBuilder(URI.create("http://" + debugger + "/json/version"))
                      .build(),
                  HttpResponse.BodyHandlers.ofString())
              .body();
      URI address = URI.create(json.readTree(version).get("webSocketDebuggerUrl").asString());
      socket = http.newWebSocketBuilder().buildAsync(address, new Answers()).join();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException(stopped);
    }
  }

  /** Opens an empty window of a new profile; the handle by which a driver knows it. */
  String window(int width, int height) {
    String profile =
        ask("Target.createBrowserContext", Map.of()).get("browserContextId").asString();
    String window =
        ask(
                "Target.createTarget",
                Map.of(
                    "url",
                    "about:blank",
                    "browserContextId",
                    profile,
                    "newWindow",
                    true,
                    "width",
                    width,
                    "height",
                    height))
            .get("targetId")
            .asString();
    profiles.put(window, profile);
    return window;
  }

  /** Answers yes where the page of a window asks whether it may notify. */
  void allowNotifications(String window) {
    ask(
        "Browser.grantPermissions",
        Map.of("browserContextId", profiles.get(window), "permissions", List.of("notifications")));
  }

  /**
   * Everything that the scripts of a window's page hold in memory, after its collector has run: a
   * heap snapshot as the browser writes it, with the text of each string.
   */
  String heap(String window) {
    String session =
        ask("Target.attachToTarget", Map.of("targetId", window, "flatten", true))
            .get("sessionId")
            .asString();
    heap.setLength(0);
    ask("HeapProfiler.collectGarbage", Map.of(), session);
    ask("HeapProfiler.takeHeapSnapshot", Map.of("reportProgress", false), session);
    ask("Target.detachFromTarget", Map.of("sessionId", session));
    return heap.toString();
  }

  private JsonNode ask(String method, Map<String, Object> parameters) {
    return ask(method, parameters, "");
  }

  /** {@code session}: of the window that is asked; empty for the browser itself. */
  private JsonNode ask(String method, Map<String, Object> parameters, String session) {
    int id = ++asks;
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    asked.put(id, answer);
    ObjectNode question = json.createObjectNode().put("id", id).put("method", method);
    question.set("params", json.valueToTree(parameters));
    if (!session.isEmpty()) {
      question.put("sessionId", session);
    }
    socket.sendText(question.toString(), true).join();
    return answer.orTimeout(Page.PATIENCE.toSeconds(), TimeUnit.SECONDS).join().get("result");
  }

  @Override
  public void close() {
    socket.abort();
    http.shutdownNow();
  }

  private final class Answers implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        String whole = text.toString();
        text.setLength(0);
        take(whole);
      }
      from.request(1);
      return CompletableFuture.completedFuture(null);
    }

    private void take(String message) {
      JsonNode answer = json.readTree(message);
      if (answer.path("method").asString("").equals("HeapProfiler.addHeapSnapshotChunk")) {
        heap.append(answer.get("params").get("chunk").asString());
      }
      CompletableFuture<JsonNode> waits = asked.remove(answer.path("id").asInt());
      if (waits != null) {
        waits.complete(answer);
      }
    }
  }
}
