package io.drawbridge.load.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * CPU time of another process, user and system, from {@code /proc/PID/stat} (fields 14 and 15, in
 * clock ticks of 10 ms; proc(5)). Linux only.
 */
public record ProcessCpu(Duration user, Duration system) {
  /** Of no process. */
  public static final ProcessCpu NONE = new ProcessCpu(Duration.ZERO, Duration.ZERO);

  private static final long TICK_MILLIS = 10;

  /** The time that the process has used until now. */
  public static ProcessCpu of(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      List<String> fields = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
      return new ProcessCpu(ticks(fields.get(11)), ticks(fields.get(12)));
    } catch (IOException e) {
      throw new UncheckedIOException("no CPU times of process " + pid, e);
    }
  }

  private static Duration ticks(String field) {
    return Duration.ofMillis(Long.parseLong(field) * TICK_MILLIS);
  }

  /** A process and its descendants that still live, together. */
  public static ProcessCpu ofTree(ProcessHandle root) {
    ProcessCpu sum = of(root.pid());
    for (ProcessHandle child : root.descendants().toList()) {
      ProcessCpu more = child.isAlive() ? of(child.pid()) : NONE;
      sum = new ProcessCpu(sum.user.plus(more.user), sum.system.plus(more.system));
    }
    return sum;
  }

  /** The time that was used between an earlier reading and this one. */
  public ProcessCpu since(ProcessCpu earlier) {
    return new ProcessCpu(user.minus(earlier.user), system.minus(earlier.system));
  }

  /** User and system together. */
  public Duration total() {
    return user.plus(system);
  }
}
