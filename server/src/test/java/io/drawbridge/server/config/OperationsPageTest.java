package io.drawbridge.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.server.observe.MetricName;
import io.drawbridge.server.observe.SecurityEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

final class OperationsPageTest {
  private static final Path PAGE =
      Path.of(System.getProperty("basedir", "."), "..", "docs", "operations.md");

  private static List<String> rows(String prefix) throws IOException {
    return Files.readAllLines(PAGE).stream().filter(line -> line.startsWith(prefix)).toList();
  }

  @Test
  void pageListsExactlyTheKeysThereAre() throws IOException {
    List<String> expected =
        Arrays.stream(ConfigKey.values())
            .map(key ->
                "| `%s` | %s | %s | %s |"
                    .formatted(
                        key.key(),
                        key.standard().isEmpty() ? "" : "`" + key.standard() + "`",
                        key.expectation(),
                        key.meaning()))
            .toList();
    List<String> table =
        rows("| `").stream().filter(line -> line.split("\\|").length == 5).toList();
    assertThat(table).containsExactlyElementsOf(expected);
  }

  @Test
  void pageListsExactlyTheMetricsThereAre() throws IOException {
    List<String> expected =
        Arrays.stream(MetricName.values())
            .map(metric ->
                "| `%s` | %s | %s |"
                    .formatted(
                        metric.dotted(),
                        metric.unit().name().toLowerCase(Locale.ROOT),
                        metric.meaning()))
            .toList();
    assertThat(rows("| `drawbridge.")).containsExactlyElementsOf(expected);
  }

  @Test
  void pageListsExactlyTheSecurityEventsThereAre() throws IOException {
    List<String> expected =
        Arrays.stream(SecurityEvent.values())
            .map(event -> "| `%s` | %s |".formatted(event.text(), event.meaning()))
            .toList();
    List<String> table =
        rows("| `").stream().filter(line -> line.split("\\|").length == 3).toList();
    assertThat(table).containsExactlyElementsOf(expected);
  }
}
