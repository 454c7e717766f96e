package io.drawbridge.server.db.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads in the log of an embedded server what it wrote since a moment: why it ended. */
final class ServerLog {
  private static final String FATAL = "FATAL:";

  /** The most that is read: a start that fails writes a few lines. */
  private static final int READ_MAX = 64 * 1024;

  private final Path folder;
  private final Optional<Path> file;
  private final long size;

  private ServerLog(Path folder) throws IOException {
    this.folder = folder;
    this.file = newest(folder);
    this.size = file.isPresent() ? Files.size(file.get()) : 0;
  }

  /** Begins now: what was written before is not looked at. */
  static ServerLog from(Path cluster) throws IOException {
    return new ServerLog(cluster.resolve("log"));
  }

  /** The last thing that a server could not go on with, in its words, if it said so. */
  Optional<String> fatal() throws IOException {
    Optional<Path> now = newest(folder);
    if (now.isEmpty()) {
      return Optional.empty();
    }
    return written(now.get(), now.equals(file) ? size : 0)
        .lines()
        .filter(line -> line.contains(FATAL))
        .map(line -> line.substring(line.indexOf(FATAL) + FATAL.length()).strip())
        .reduce((earlier, later) -> later);
  }

  private static String written(Path log, long from) throws IOException {
    long size = Files.size(log);
    try (InputStream in = Files.newInputStream(log)) {
      in.skipNBytes(Math.max(Math.min(from, size), size - READ_MAX));
      return new String(in.readNBytes(READ_MAX), StandardCharsets.UTF_8);
    }
  }

  private static Optional<Path> newest(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.max(Comparator.comparingLong(each -> each.toFile().lastModified()));
    }
  }
}
