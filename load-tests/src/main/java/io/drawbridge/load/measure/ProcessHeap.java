package io.drawbridge.load.measure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The heap of another JVM of this user, by jcmd of this process's JDK. */
public final class ProcessHeap {
  private static final Pattern USED = Pattern.compile("\\bused (\\d+)([KMG])\\b");
  private static final Pattern TOTAL = Pattern.compile("(?m)^Total +\\d+ +(\\d+)");

  private ProcessHeap() {}

  /** The mebibytes of all objects that the program can reach: what it needs, and no garbage. */
  public static long live(long pid) throws IOException, InterruptedException {
    return total(jcmd(pid, "GC.class_histogram"));
  }

  /**
   * Collects all garbage, and answers the mebibytes that are used then: what was made during the
   * collection counts, garbage or not.
   */
  public static long collected(long pid) throws IOException, InterruptedException {
    jcmd(pid, "GC.run");
    return used(jcmd(pid, "GC.heap_info"));
  }

  /** Reads the sum of a {@code GC.class_histogram}, in mebibytes. */
  static long total(String histogram) {
    Matcher total = TOTAL.matcher(histogram);
    if (!total.find()) {
      throw new IllegalArgumentException("no total in: " + histogram);
    }
    return Long.parseLong(total.group(1)) >> 20;
  }

  /** Reads the first "used" of a {@code GC.heap_info}, in mebibytes. */
  static long used(String info) {
    Matcher used = USED.matcher(info);
    if (!used.find()) {
      throw new IllegalArgumentException("no used heap in: " + info);
    }
    long number = Long.parseLong(used.group(1));
    return switch (used.group(2)) {
      case "K" -> number >> 10;
      case "M" -> number;
      default -> number << 10;
    };
  }

  private static String jcmd(long pid, String command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(pid),
                command)
            .redirectErrorStream(true)
            .start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("jcmd %s failed:%n%s".formatted(command, text));
    }
    return text;
  }
}
