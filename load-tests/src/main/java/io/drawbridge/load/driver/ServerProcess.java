package io.drawbridge.load.driver;

import io.drawbridge.load.measure.ProcessCpu;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The real server as a child process on its embedded database, in a folder of its own, on fixed
 * loopback ports so that it can be killed and started again. Closing it stops it and deletes the
 * folder.
 */
public final class ServerProcess implements AutoCloseable {
  private static final Duration START_MAX = Duration.ofMinutes(2);
  private static final Pattern SET_UP = Pattern.compile("#link=([A-Za-z0-9_-]+)");
  private static final String HEAP = "2g";

  private final Path folder;
  private final Map<String, String> settings;
  private final int port;
  private final int managementPort;
  private Process process;

  private ServerProcess(Map<String, String> settings) throws IOException {
    this.folder = Files.createTempDirectory("drawbridge-load");
    this.settings = new TreeMap<>(settings);
    this.port = freePort();
    this.managementPort = freePort();
    this.process = launch();
  }

  /**
   * Starts a new server with these settings ({@code DRAWBRIDGE_*} without the prefix) and waits
   * until it serves.
   */
  public static ServerProcess start(Map<String, String> settings) throws IOException {
    ServerProcess server = new ServerProcess(settings);
    server.awaitReady();
    return server;
  }

  /** Where clients connect. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** The one-time token that the first start prints, which makes the first workspace. */
  public String setUpToken() throws InterruptedException {
    long deadline = System.nanoTime() + START_MAX.toNanos();
    while (System.nanoTime() < deadline) {
      Matcher found = SET_UP.matcher(output());
      if (found.find()) {
        return found.group(1);
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    throw new IllegalStateException("the server printed no set-up link:\n" + output());
  }

  /** CPU used by the server process until now, without its database. */
  public ProcessCpu cpu() {
    return ProcessCpu.of(process.pid());
  }

  /** The data folder, where the embedded database keeps its password and port. */
  public Path folder() {
    return folder;
  }

  /**
   * Kills the server without warning (SIGKILL) and starts it again on the same folder and ports.
   */
  public void killAndRestart() throws IOException, InterruptedException {
    process.destroyForcibly().waitFor();
    process = launch();
    awaitReady();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
    deleteFolder();
  }

  private Process launch() throws IOException {
    Path home = Path.of(System.getProperty("drawbridge.home", "."));
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(
        List.of(
            "-XX:+UseCompactObjectHeaders",
            "-XX:+UseZGC",
            "-Xmx" + HEAP,
            "-XX:+ExitOnOutOfMemoryError",
            "--enable-native-access=ALL-UNNAMED",
            "-Ddrawbridge.home=" + home.toAbsolutePath(),
            "-Dslf4j.internal.verbosity=ERROR",
            "-cp",
            jar(home) + File.pathSeparator + jar(home).resolveSibling("lib").resolve("*"),
            "io.drawbridge.server.Main",
            "run"));
    ProcessBuilder builder = new ProcessBuilder(line);
    builder.environment().put("DRAWBRIDGE_HTTP_PORT", Integer.toString(port));
    builder.environment().put("DRAWBRIDGE_MANAGEMENT_PORT", Integer.toString(managementPort));
    builder.environment().put("DRAWBRIDGE_DATA_FOLDER", folder.resolve("data").toString());
    settings.forEach((key, value) -> builder.environment().put("DRAWBRIDGE_" + key, value));
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
    return builder.start();
  }

  private static Path jar(Path home) throws IOException {
    Path target = home.resolve("server").resolve("target");
    try (var files = Files.list(target)) {
      return files
          .filter(file -> file.getFileName().toString().matches("server-.*\\.jar"))
          .filter(file -> !file.getFileName().toString().matches(".*-(tests|sources)\\.jar"))
          .findFirst()
          .orElseThrow(
              () -> new IllegalStateException("no server jar in " + target + ": build it first"));
    }
  }

  private void awaitReady() throws IOException {
    HttpRequest ready =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + "/health/ready"))
            .timeout(Duration.ofSeconds(2))
            .build();
    long deadline = System.nanoTime() + START_MAX.toNanos();
    try (HttpClient http = HttpClient.newHttpClient()) {
      while (System.nanoTime() < deadline && process.isAlive()) {
        try {
          if (http.send(ready, BodyHandlers.discarding()).statusCode() == 200) {
            return;
          }
        } catch (IOException e) {
          // not listening yet: asked again below
        }
        TimeUnit.MILLISECONDS.sleep(50);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new IOException("the server did not become ready:\n" + output());
  }

  private Path log() {
    return folder.resolve("server.log");
  }

  /** What the server printed until now. */
  public String output() {
    try {
      return Files.readString(log());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void deleteFolder() {
    try (var files = Files.walk(folder)) {
      files
          .sorted(Comparator.reverseOrder())
          .forEach(file -> {
            try {
              Files.deleteIfExists(file);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
