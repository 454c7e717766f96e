package io.drawbridge.server.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A process with {@code log = json}: a program that collects its lines can read every one of them.
 */
@Timeout(300)
final class JsonLogWireTest {
  @TempDir Path folder;

  /** Both streams together, as a service manager has them. */
  private Process start(Map<String, String> environment, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dlogback.configurationFile=logback.xml",
                "-Dslf4j.internal.verbosity=ERROR",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("DRAWBRIDGE_"));
    builder.environment().putAll(environment);
    return builder.start();
  }

  private static String message(String line) {
    JsonNode object = JsonMapper.shared().readTree(line);
    assertThat(object.isObject()).as(line).isTrue();
    return object.path("formattedMessage").asString();
  }

  @Test
  void everyLineOfAServerIsJsonFromItsStartToItsEnd() throws Exception {
    Path file = Files.writeString(folder.resolve("drawbridge.conf"), "log = json\n");
    Process server =
        start(
            Map.of(
                "DRAWBRIDGE_DATA_FOLDER", folder.resolve("data").toString(),
                "DRAWBRIDGE_DISK_FREE_MIN", "0",
                "DRAWBRIDGE_DRAIN", "0s"),
            "run",
            "--config=" + file,
            "--http-port=0",
            "--management-port=0");
    List<String> messages = new ArrayList<>();
    try (BufferedReader out = server.inputReader()) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        messages.add(message(line));
        if (messages.getLast().startsWith("Ctrl-C")) {
          server.toHandle().destroy(); // that of the process would close what is still to be read
        }
      }
    } finally {
      server.destroyForcibly();
    }
    assertThat(server.waitFor()).isZero();
    assertThat(messages)
        .anyMatch(it -> it.startsWith("Drawbridge runs at "))
        .anyMatch(it -> it.startsWith("http://"));
  }

  @Test
  void mistakesAreJsonToo() throws Exception {
    for (List<String> arguments :
        List.of(List.of("run", "--http-port=eighty"), List.of("run", "--http-prot=1"))) {
      Process server = start(Map.of("DRAWBRIDGE_LOG", "json"), arguments.toArray(String[]::new));
      try (BufferedReader out = server.inputReader()) {
        List<String> lines = out.lines().toList();
        assertThat(lines).singleElement().satisfies(line -> message(line));
        assertThat(message(lines.getFirst())).startsWith("drawbridge: ");
      }
      assertThat(server.waitFor()).isEqualTo(Main.EXIT_USAGE);
    }
  }
}
