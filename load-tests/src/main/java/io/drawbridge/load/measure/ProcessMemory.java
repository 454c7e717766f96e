package io.drawbridge.load.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Memory of another process, in mebibytes, from {@code /proc/PID/status} (proc(5)). Linux only.
 *
 * @param now what it has in memory
 * @param most the most it ever had
 */
public record ProcessMemory(long now, long most) {
  private static final long KIBIBYTES = 1_024;

  /** Of a process that lives. */
  public static ProcessMemory of(long pid) {
    try {
      String status = Files.readString(Path.of("/proc", Long.toString(pid), "status"));
      return new ProcessMemory(mebibytes(status, "VmRSS:"), mebibytes(status, "VmHWM:"));
    } catch (IOException e) {
      throw new UncheckedIOException("no memory of process " + pid, e);
    }
  }

  private static long mebibytes(String status, String name) {
    return status
            .lines()
            .filter(line -> line.startsWith(name))
            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
            .findFirst()
            .orElse(0)
        / KIBIBYTES;
  }
}
