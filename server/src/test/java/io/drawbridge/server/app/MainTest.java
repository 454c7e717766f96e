package io.drawbridge.server.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

  /** Each is found before a database is started or changed. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2 | http.prot: unknown key (expected: | --config=DIR/typo.conf",
        "2 | http.port: eighty (expected: a port, | --http-port=eighty",
        "2 | limit.connections: -5 (expected: 10 to | --limit-connections=-5",
        "2 | origins: chat.example (expected: http or https origins, | --origins=chat.example",
        "2 | database.url: mysql://x/y (expected: postgresql:// |"
            + " --database-url=mysql://x/y --database-user=chat",
        "2 | database.url: missing (expected: a URL, with database.user) | --database-user=chat",
        "2 | data.folder: DIR/typo.conf (expected: a folder | --data-folder=DIR/typo.conf",
        "1 | data.folder: /proc/none cannot be used: | --data-folder=/proc/none",
        "1 | http.host, http.port: 127.0.0.1:TAKEN: Address already | --http-port=TAKEN",
        "1 | management.host, management.port: 127.0.0.1:TAKEN: | --management-port=TAKEN",
        "1 | management.host, management.port: 127.0.0.1:FREE: |"
            + " --http-port=FREE --management-port=FREE",
        "1 | http.host, http.port: 192.0.2.7:0: | --http-host=192.0.2.7",
        "1 | tls.certificate, tls.key: DIR/typo.conf, DIR/typo.conf cannot be used (expected:"
            + " | --tls-certificate=DIR/typo.conf --tls-key=DIR/typo.conf"
      })
  void mistakeStopsTheStartWithOneLine(int code, String line, String flags, @TempDir Path folder)
      throws IOException {
    Files.writeString(folder.resolve("typo.conf"), "http.prot = 1\n");
    String free;
    try (ServerSocket soon = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = String.valueOf(soon.getLocalPort());
    }
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      UnaryOperator<String> here =
          text ->
              text.replace("DIR", folder.toString())
                  .replace("TAKEN", String.valueOf(taken.getLocalPort()))
                  .replace("FREE", free);
      List<String> args = new ArrayList<>(List.of("run"));
      Map<String, String> usual =
          Map.of(
              "DRAWBRIDGE_HTTP_PORT", "0",
              "DRAWBRIDGE_MANAGEMENT_PORT", "0",
              "DRAWBRIDGE_DATA_FOLDER", folder.resolve("data").toString());
      args.addAll(List.of(here.apply(flags).split(" ")));
      assertThat(execute(usual, args.toArray(String[]::new))).isEqualTo(code);
      assertThat(err.toString().lines())
          .singleElement()
          .asString()
          .startsWith("drawbridge: " + here.apply(line));
      assertThat(folder.resolve("data/postgres")).doesNotExist();
    }
  }

  @Test
  void unknownFlagIsAUsageError() {
    assertThat(execute(Map.of(), "run", "--http-prot", "1")).isEqualTo(Main.EXIT_USAGE);
    assertThat(err.toString()).contains("--http-prot");
  }

  /** There are no flags for secrets, and who tries one has typed it. */
  @Test
  void valueOfAnUnknownFlagIsNotShown() {
    for (String[] args :
        List.of(
            new String[] {"run", "--database-password=hush"},
            new String[] {"run", "--database-password", "hush"})) {
      assertThat(execute(Map.of(), args)).isEqualTo(Main.EXIT_USAGE);
    }
    assertThat(err.toString().lines())
        .hasSize(2)
        .allMatch(
            "drawbridge: --database-password: unknown (expected: a flag that --help lists)"
                ::equals);
  }

  @Test
  void helpListsTheKeys() {
    assertThat(execute(Map.of(), "run", "--help")).isZero();
    assertThat(out.toString())
        .contains("--http-port", "--data-folder")
        .doesNotContain("--smtp-url");
  }
}
