package io.drawbridge.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

final class MainTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int execute(Map<String, String> environment, String... args) {
    CommandLine line = Main.commandLine(environment);
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    return line.execute(args);
  }

  @Test
  void versionNamesTheProtocol() {
    assertThat(execute(Map.of(), "version")).isZero();
    assertThat(out.toString()).contains("protocol 1");
  }

  @Test
  void mistakeInTheConfigurationIsOneLineAndNoStackTrace() {
    int code =
        execute(
            Map.of("DRAWBRIDGE_SMTP_URL", "hush"), "doctor", "--http-port", "http", "--lanes=0");
    assertThat(code).isEqualTo(Main.EXIT_USAGE);
    assertThat(err.toString().lines())
        .containsExactlyInAnyOrder(
            "drawbridge: http.port: http (expected: a port, 0 to 65535; from flag --http-port)",
            "drawbridge: lanes: 0 (expected: 1 to 64; from flag --lanes)",
            "drawbridge: smtp.url: the given value (expected: smtp://, smtp+starttls:// or"
                + " smtps://[user:password@]host[:port]; from environment DRAWBRIDGE_SMTP_URL)");
  }

  @Test
  void unknownFlagIsAUsageError() {
    assertThat(execute(Map.of(), "run", "--http-prot", "1")).isEqualTo(Main.EXIT_USAGE);
    assertThat(err.toString()).contains("--http-prot");
  }

  @Test
  void helpListsTheKeys() {
    assertThat(execute(Map.of(), "run", "--help")).isZero();
    assertThat(out.toString())
        .contains("--http-port", "--data-folder")
        .doesNotContain("--smtp-url");
  }
}
