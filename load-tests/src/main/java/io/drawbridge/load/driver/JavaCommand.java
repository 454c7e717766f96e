package io.drawbridge.load.driver;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Builds the command by which this module starts a JVM: the server and what stands beside it get
 * the same flags.
 */
final class JavaCommand {
  /**
   * Set for tests: their servers live for seconds, too short for the optimizing compiler to pay.
   */
  private static final boolean SHORT_LIVED = Boolean.getBoolean("drawbridge.load.short-lived");

  private JavaCommand() {}

  /**
   * The command line, on the JDK of this process.
   *
   * @param heap the largest, as {@code -Xmx} takes it
   * @param main the class, then its arguments
   */
  static List<String> of(String heap, String classPath, String... main) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(
        SHORT_LIVED
            ? List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
            : List.of("-XX:+UseZGC"));
    line.addAll(
        List.of(
            "-XX:+UseCompactObjectHeaders",
            "-Xmx" + heap,
            "-XX:+ExitOnOutOfMemoryError",
            "--enable-native-access=ALL-UNNAMED",
            "-Dio.netty.leakDetection.level=disabled",
            "-Dslf4j.internal.verbosity=ERROR",
            "-cp",
            classPath));
    line.addAll(List.of(main));
    return line;
  }
}
