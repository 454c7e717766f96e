package io.drawbridge.server.demo.nodes;

import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The demo with several nodes, as somebody starts it: a process, of which the lines are read. */
final class DemoProcess implements AutoCloseable {
  private static final Duration START_MAX = Duration.ofMinutes(3);
  private static final Pattern BALANCER = Pattern.compile("The demo runs at (\\S+)");
  private static final Pattern NODE = Pattern.compile(" {2}(node-\\d) {2}\\S+ {2}process (\\d+)");
  private static final Pattern AGAIN =
      Pattern.compile("(node-\\d) serves again, as process (\\d+)");

  private final Process process;
  private final Path folder;
  private final List<String> lines = new CopyOnWriteArrayList<>();

  private DemoProcess(Process process, Path folder) {
    this.process = process;
    this.folder = folder;
  }

  static DemoProcess start(Path data, int nodes) {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Dlogback.configurationFile=logback.xml",
            "-Dslf4j.internal.verbosity=ERROR",
            "-cp",
            System.getProperty("java.class.path"),
            "io.drawbridge.server.app.Main",
            "demo",
            "--nodes=" + nodes,
            "--http-port=0",
            "--drain=0s",
            "--disk-free-min=0",
            "--data-folder=" + data);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("DRAWBRIDGE_"));
    try {
      DemoProcess demo = new DemoProcess(builder.start(), data.resolve("demo/nodes"));
      Thread.ofPlatform().daemon().name("reader of the demo").start(demo::read);
      try {
        await()
            .atMost(START_MAX)
            .until(() -> demo.says("Ctrl-C stops it") || !demo.process.isAlive());
        if (!demo.process.isAlive()) {
          throw new IllegalStateException("the demo ended: " + demo.lines);
        }
      } catch (RuntimeException failed) {
        demo.close();
        throw failed;
      }
      return demo;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read() {
    try (BufferedReader out = process.inputReader()) {
      out.lines().forEach(lines::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean says(String words) {
    return lines.stream().anyMatch(line -> line.startsWith(words));
  }

  List<String> lines() {
    return lines;
  }

  /** The folder of its settings and logs. */
  Path folder() {
    return folder;
  }

  URI balancer() {
    return URI.create(found(BALANCER).findFirst().orElseThrow().group(1));
  }

  /** The nodes by name, as the processes that they are now. */
  Map<String, Long> nodes() {
    Map<String, Long> nodes = new TreeMap<>();
    Stream.of(NODE, AGAIN)
        .flatMap(this::found)
        .forEach(it -> nodes.put(it.group(1), Long.parseLong(it.group(2))));
    return nodes;
  }

  private Stream<MatchResult> found(Pattern pattern) {
    return lines.stream().flatMap(line -> pattern.matcher(line).results());
  }

  /** Ends a node by SIGKILL, and answers what waits until the demo has started it again. */
  Runnable kill(String node) {
    long pid = pid(node);
    ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    return () -> await().atMost(START_MAX).until(() -> pid(node) != pid);
  }

  private long pid(String node) {
    return Objects.requireNonNull(nodes().get(node));
  }

  /** Everything that runs for it, the database too. */
  List<ProcessHandle> parts() throws IOException {
    List<ProcessHandle> parts = new ArrayList<>(process.descendants().toList());
    postmaster().ifPresent(parts::add);
    return parts;
  }

  private Optional<ProcessHandle> postmaster() throws IOException {
    Path file = folder.resolveSibling("postgres/postmaster.pid");
    return Files.exists(file)
        ? ProcessHandle.of(Long.parseLong(Files.readAllLines(file).getFirst()))
        : Optional.empty();
  }

  /** Asks it to end as a service manager does, and answers its exit code. */
  int stop() throws InterruptedException {
    process.toHandle().destroy(); // that of the process would close what is still to be read
    return process.waitFor();
  }

  @Override
  public void close() {
    try {
      List<ProcessHandle> parts = parts();
      if (process.isAlive()) {
        stop();
      }
      parts.forEach(ProcessHandle::destroyForcibly);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      process.destroyForcibly();
    }
  }
}
