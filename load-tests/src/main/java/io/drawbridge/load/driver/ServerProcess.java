package io.drawbridge.load.driver;

import io.drawbridge.load.measure.ProcessCpu;
import io.drawbridge.load.measure.ProcessHeap;
import io.drawbridge.load.measure.ProcessMemory;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The real server as a child process on its embedded database, in a folder of its own, on fixed
 * loopback ports so that it can be killed and started again. Closing it stops it and deletes the
 * folder.
 */
public final class ServerProcess implements AutoCloseable {
  private static final Duration START_MAX = Duration.ofMinutes(2);
  private static final Duration STOP_MAX = Duration.ofSeconds(60);

  /** The largest heap where none is given. */
  static final String HEAP = "2g";

  private static final String IGNORED = "SigIgn:";

  /** SIGINT, the second signal, in a mask of signals. */
  private static final long INTERRUPT = 1L << 1;

  /** Neither a log nor a port tells when it is time to look again. */
  private static final int ASK_AGAIN_MS = 50;

  private final Path folder;
  private final Map<String, String> settings;
  private final String heap;
  private final int port;
  private final int managementPort;
  private volatile Process process;

  private ServerProcess(Map<String, String> settings, String heap, Optional<Path> keys)
      throws IOException {
    this.heap = heap;
    this.folder = Files.createTempDirectory("drawbridge-load");
    if (keys.isPresent()) {
      copyKeys(keys.get());
    }
    this.settings = new TreeMap<>(settings);
    this.port = FreePort.onLoopback();
    this.managementPort = FreePort.onLoopback();
    this.process = launch();
    // A run that is stopped half-way closes nothing.
    Runtime.getRuntime().addShutdownHook(new Thread(this::destroy));
  }

  /**
   * Starts a new server with these settings ({@code DRAWBRIDGE_*} without the prefix) and waits
   * until it serves.
   *
   * @throws IOException if it does not become ready; nothing is left running then
   */
  public static ServerProcess start(Map<String, String> settings) throws IOException {
    return start(settings, HEAP);
  }

  /** The same with a heap, as {@code -Xmx} takes it. */
  static ServerProcess start(Map<String, String> settings, String heap) throws IOException {
    return start(settings, heap, Optional.empty());
  }

  /** The same with the keys of another data folder. */
  static ServerProcess start(Map<String, String> settings, String heap, Path keys)
      throws IOException {
    return start(settings, heap, Optional.of(keys));
  }

  private static ServerProcess start(Map<String, String> settings, String heap, Optional<Path> keys)
      throws IOException {
    ServerProcess server = new ServerProcess(settings, heap, keys);
    try {
      server.awaitReady();
      return server;
    } catch (IOException failed) {
      server.close();
      throw failed;
    }
  }

  /** The address where clients connect. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** The one-time token that the first start prints, which makes the first workspace. */
  public String setUpToken() throws InterruptedException {
    long deadline = System.nanoTime() + START_MAX.toNanos();
    while (System.nanoTime() < deadline) {
      Optional<String> token = LinkToken.in(output());
      if (token.isPresent()) {
        return token.get();
      }
      TimeUnit.MILLISECONDS.sleep(ASK_AGAIN_MS);
    }
    throw new IllegalStateException("the server printed no set-up link:\n" + output());
  }

  /** CPU used by the server process until now, without its database. */
  public ProcessCpu cpu() {
    return ProcessCpu.of(process.pid());
  }

  /** Memory of the server process, without its database. */
  public ProcessMemory memory() {
    return ProcessMemory.of(process.pid());
  }

  /** Mebibytes of its heap that are left when all garbage is collected. */
  public long liveHeap() throws IOException, InterruptedException {
    return ProcessHeap.live(process.pid());
  }

  /** The folder where it keeps the bytes of files. */
  public Path filesFolder() {
    return dataFolder().resolve("files");
  }

  /** The lines of its metrics whose names begin so. */
  public List<String> metrics(String... prefixes) throws IOException, InterruptedException {
    HttpRequest scrape =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/metrics".formatted(managementPort)))
            .timeout(Duration.ofSeconds(10))
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(scrape, BodyHandlers.ofString())
          .body()
          .lines()
          .filter(line -> Arrays.stream(prefixes).anyMatch(line::startsWith))
          .toList();
    }
  }

  /** The folder where the embedded database keeps its files and its password. */
  Path dataFolder() {
    return folder.resolve("data");
  }

  /** The processes of the embedded database. */
  public DatabaseProcesses database() {
    return new DatabaseProcesses(dataFolder());
  }

  /**
   * Kills the server without warning (SIGKILL) and starts it again on the same folder and ports.
   */
  public void killAndRestart() throws IOException, InterruptedException {
    kill();
    restart();
  }

  /** Kills the server without warning (SIGKILL); its database is left alone. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Starts the server again on the same folder and ports, and waits until it serves. */
  public void restart() throws IOException {
    process = launch();
    awaitReady();
  }

  /** Stops the process where it is (SIGSTOP), until it is to go on. */
  public void pause() throws IOException, InterruptedException {
    signal("-STOP");
  }

  /** Has a process that was stopped go on (SIGCONT). */
  public void goOn() throws IOException, InterruptedException {
    signal("-CONT");
  }

  /** Returns whether the process is there, stopped or not. */
  public boolean lives() {
    return process.isAlive();
  }

  /**
   * Asks the server to stop as Ctrl-C does (SIGINT), or, where it would not hear that, as a service
   * manager does (SIGTERM): what a shell starts in the background ignores SIGINT, and so does all
   * that is started by it.
   */
  public void interrupt() throws IOException, InterruptedException {
    signal(ignoresInterrupt() ? "-TERM" : "-INT");
  }

  private void signal(String signal) throws IOException, InterruptedException {
    new ProcessBuilder("kill", signal, Long.toString(process.pid())).start().waitFor();
  }

  /** By the mask of ignored signals in {@code /proc/PID/status} (proc(5)); Linux only, else no. */
  private boolean ignoresInterrupt() throws IOException {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    if (!Files.exists(status)) {
      return false;
    }
    try (Stream<String> lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith(IGNORED))
          .mapToLong(line -> Long.parseUnsignedLong(line.substring(IGNORED.length()).strip(), 16))
          .anyMatch(mask -> (mask & INTERRUPT) != 0);
    }
  }

  /** Waits until the server has ended by itself, and answers its exit code. */
  public int awaitExit(Duration wait) throws InterruptedException {
    if (!process.waitFor(wait.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IllegalStateException("the server still runs:\n" + output());
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.waitFor(STOP_MAX.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    destroy();
  }

  /** Ends at once what there is still. */
  private void destroy() {
    process.destroyForcibly();
    if (Files.exists(folder)) {
      database().kill();
      deleteFolder();
    }
  }

  private Process launch() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            JavaCommand.of(heap, classPath(), "io.drawbridge.server.app.Main", "run"));
    builder.environment().put("DRAWBRIDGE_HTTP_PORT", Integer.toString(port));
    builder.environment().put("DRAWBRIDGE_MANAGEMENT_PORT", Integer.toString(managementPort));
    builder.environment().put("DRAWBRIDGE_DATA_FOLDER", dataFolder().toString());
    settings.forEach((key, value) -> builder.environment().put("DRAWBRIDGE_" + key, value));
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
    return builder.start();
  }

  /** The built jars of the start script's home; in tests, which have none, their own class path. */
  private static String classPath() throws IOException {
    String home = System.getProperty("drawbridge.home");
    if (home == null) {
      return System.getProperty("java.class.path");
    }
    Path jar = jar(Path.of(home));
    return jar + File.pathSeparator + jar.resolveSibling("lib").resolve("*");
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

  private void copyKeys(Path from) throws IOException {
    Set<PosixFilePermission> ownerOnly = PosixFilePermissions.fromString("rwx------");
    Files.createDirectory(dataFolder(), PosixFilePermissions.asFileAttribute(ownerOnly));
    try (Stream<Path> files = Files.list(from)) {
      for (Path key : files.filter(file -> file.toString().endsWith(".key")).toList()) {
        Files.copy(
            key, dataFolder().resolve(key.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  /**
   * Waits until the server serves.
   *
   * @throws IOException if it has ended, or does not come to it
   */
  public void awaitReady() throws IOException {
    HttpRequest ready =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:%d/health/ready".formatted(managementPort)))
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
        TimeUnit.MILLISECONDS.sleep(ASK_AGAIN_MS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    String how = lives() ? "it runs" : "it ended with " + process.exitValue();
    throw new IOException("the server did not become ready, %s:%n%s".formatted(how, output()));
  }

  private Path log() {
    return folder.resolve("server.log");
  }

  /** The text that the server printed until now. */
  public String output() {
    try {
      return Files.readString(log());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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
