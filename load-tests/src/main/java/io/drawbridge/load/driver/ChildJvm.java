package io.drawbridge.load.driver;

import io.drawbridge.load.measure.ProcessCpu;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * A class of this module in a JVM of its own, with the server's flags but for the heap. Killed when
 * closed.
 */
public final class ChildJvm implements AutoCloseable {
  private static final String HEAP = "1g";

  private final Process process;
  private final String announced;

  private ChildJvm(Process process, String announced) {
    this.process = process;
    this.announced = announced;
  }

  /** Starts the class and waits for the line that begins with {@code prefix}. */
  public static ChildJvm start(Class<?> main, String prefix) throws IOException {
    Process process =
        new ProcessBuilder(
                JavaCommand.of(HEAP, System.getProperty("java.class.path"), main.getName()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith(prefix)) {
        return new ChildJvm(process, line.substring(prefix.length()));
      }
    }
    throw new IOException(main.getSimpleName() + " ended without announcing itself");
  }

  /** The text that followed the prefix. */
  public String announced() {
    return announced;
  }

  /** CPU used until now. */
  public ProcessCpu cpu() {
    return ProcessCpu.of(process.pid());
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
