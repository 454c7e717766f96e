package io.drawbridge.load.measure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The heap of another JVM of this user, by jcmd of this process's JDK. */
public final class ProcessHeap {
  private static final Pattern TOTAL =
      Pattern.compile("^Total\\s+\\d+\\s+(\\d+)", Pattern.MULTILINE);

  private ProcessHeap() {}

  /**
   * Answers the mebibytes of the objects that are reachable at one moment: what is allocated
   * meanwhile does not count, as it would between a collection and a look at the used heap.
   */
  public static long live(long pid) throws IOException, InterruptedException {
    return total(jcmd(pid, "GC.class_histogram")) >> 20;
  }

  /** Reads the bytes of all objects of a {@code GC.class_histogram}. */
  static long total(String histogram) {
    Matcher total = TOTAL.matcher(histogram);
    if (!total.find()) {
      throw new IllegalArgumentException("no total in: " + histogram);
    }
    return Long.parseLong(total.group(1));
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
