package io.drawbridge.server.demo.nodes;

import io.drawbridge.server.exit.surface.LetsOut;
import io.drawbridge.server.exit.surface.Surface;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The list of the demo's processes, in a file: a demo that is killed leaves them behind, and the
 * next one ends them. A process is known by its number and by when it began. Thread-safe.
 */
@LetsOut(Surface.DATA_FOLDER)
final class Leftovers {
  private static final Pattern LINE = Pattern.compile("(\\d+) (\\S+) .*");

  private final Path file;
  private final Map<String, ProcessHandle> running = new TreeMap<>();

  Leftovers(Path file) {
    this.file = file;
  }

  /** Ends at once what an earlier demo left, and answers how many there were. */
  int end() throws IOException {
    if (!Files.exists(file)) {
      return 0;
    }
    List<ProcessHandle> left =
        Files.readAllLines(file).stream().flatMap(line -> process(line).stream()).toList();
    left.forEach(ProcessHandle::destroyForcibly);
    left.forEach(it -> it.onExit().join());
    Files.delete(file);
    return left.size();
  }

  private static Optional<ProcessHandle> process(String line) {
    Matcher written = LINE.matcher(line);
    return written.matches()
        ? ProcessHandle.of(Long.parseLong(written.group(1)))
            .filter(ProcessHandle::isAlive)
            .filter(it -> began(it).equals(written.group(2)))
        : Optional.empty();
  }

  private static String began(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toString).orElse("unknown");
  }

  /** Writes down the process that runs under a name now. */
  synchronized void note(String name, ProcessHandle process) throws IOException {
    running.put(name, process);
    Files.writeString(
        file,
        running.entrySet().stream()
            .map(it ->
                "%d %s %s%n".formatted(it.getValue().pid(), began(it.getValue()), it.getKey()))
            .collect(Collectors.joining()));
  }

  /** Forgets them: all have ended. */
  synchronized void forget() throws IOException {
    Files.deleteIfExists(file);
  }
}
