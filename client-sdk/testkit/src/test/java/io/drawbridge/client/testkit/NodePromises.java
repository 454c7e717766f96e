package io.drawbridge.client.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** A Node process that holds the JavaScript SDK against servers, one promise after another. */
final class NodePromises implements AutoCloseable {
  private static final Path SCRIPT = Path.of("..", "js", "test", "promises", "run.js");
  private static final long PATIENCE_SECONDS = 30;

  private final Process node;
  private final PrintStream asked;
  private final Map<String, CompletableFuture<String>> answers = new ConcurrentHashMap<>();

  NodePromises() {
    try {
      node =
          new ProcessBuilder("node", SCRIPT.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
    } catch (IOException missing) {
      throw new UncheckedIOException(
          "the tests of the JavaScript SDK run Node: install it (Debian: apt-get install nodejs)",
          missing);
    }
    asked = new PrintStream(node.getOutputStream(), true, StandardCharsets.UTF_8);
    Thread.ofVirtual().name("node-answers").start(this::listen);
  }

  /** Begins to try a promise against a server. */
  CompletableFuture<String> begin(String promise, URI server) {
    CompletableFuture<String> answer = new CompletableFuture<>();
    answers.put(promise, answer);
    asked.println(promise + " " + server);
    return answer.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private void listen() {
    try (BufferedReader lines = node.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] parts = line.split(" ", 2);
        CompletableFuture<String> answer = answers.remove(parts[0]);
        if (answer != null) {
          answer.complete(parts[1]);
        }
      }
    } catch (IOException gone) {
      // It has ended, which the answers that are missing tell.
    }
    answers.values().forEach(answer -> answer.complete("Node has ended"));
  }

  @Override
  public void close() {
    node.destroy();
  }
}
