package io.drawbridge.load.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The use of this machine's processors, in clock ticks, from the first line of {@code /proc/stat}
 * (proc(5)). A virtual machine's host may give their time to others: what it takes is stolen, and
 * what it takes with it, the processor's cache, makes everything else dearer. Linux only.
 *
 * @param ticks of all processors together, idle ones too
 * @param stolen those of them that the host kept
 */
public record HostCpu(long ticks, long stolen) {
  private static final int FIRST = 1;
  private static final int STEAL = 8;

  /** Since the machine started. */
  public static HostCpu now() {
    try (var lines = Files.lines(Path.of("/proc/stat"))) {
      long[] ticks =
          Arrays.stream(lines.findFirst().orElseThrow().split("\\s+"))
              .skip(FIRST)
              .limit(STEAL)
              .mapToLong(Long::parseLong)
              .toArray();
      return new HostCpu(Arrays.stream(ticks).sum(), ticks[STEAL - FIRST]);
    } catch (IOException e) {
      throw new UncheckedIOException("no times of the processors", e);
    }
  }

  /** Between an earlier reading and this one. */
  public HostCpu since(HostCpu earlier) {
    return new HostCpu(ticks - earlier.ticks, stolen - earlier.stolen);
  }

  /** The share of the processors' time that the host kept, in percent. */
  public double stolenPercent() {
    return ticks == 0 ? 0 : 100.0 * stolen / ticks;
  }
}
