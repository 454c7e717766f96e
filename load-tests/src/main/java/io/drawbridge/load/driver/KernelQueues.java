package io.drawbridge.load.driver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Tells how many bytes of a loopback connection the sender's kernel holds: its program has handed
 * them over, and the receiver's kernel has not got them. Linux, by {@code /proc/net/tcp} (proc(5));
 * nothing elsewhere.
 */
final class KernelQueues {
  private static final List<Path> TABLES =
      List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));
  private static final int HEX = 16;

  private KernelQueues() {}

  /** The bytes on their way from one port of this machine to another. */
  static long sending(int from, int to) throws IOException {
    for (Path table : TABLES) {
      if (Files.exists(table)) {
        Optional<Long> bytes = sending(Files.readAllLines(table), from, to);
        if (bytes.isPresent()) {
          return bytes.get();
        }
      }
    }
    return 0;
  }

  /** Reads the connection's row; empty if there is none. */
  static Optional<Long> sending(Collection<String> lines, int from, int to) {
    return lines.stream()
        .map(line -> line.strip().split(" +"))
        .filter(row -> row.length > 4 && port(row[1]) == from && port(row[2]) == to)
        .map(row -> Long.parseLong(row[4].split(":", -1)[0], HEX))
        .findFirst();
  }

  private static int port(String address) {
    return Stream.of(address)
        .filter(it -> it.matches("[0-9A-F]+:[0-9A-F]+"))
        .mapToInt(it -> Integer.parseInt(it.substring(it.indexOf(':') + 1), HEX))
        .findFirst()
        .orElse(-1);
  }
}
