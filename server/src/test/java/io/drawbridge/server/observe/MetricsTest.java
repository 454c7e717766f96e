package io.drawbridge.server.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class MetricsTest {
  private final Metrics metrics = new Metrics();

  /**
   * The names are those that {@code promtool check metrics} asks for: <a
   * href="https://prometheus.io/docs/practices/naming/">metric and label naming</a>.
   */
  @Test
  void namesAndHelpFollowTheConventionsOfPrometheus() {
    metrics.gauge(MetricName.CONNECTIONS, this, test -> 5);
    List<String> lines = metrics.scrape().lines().toList();
    List<String[]> types =
        lines.stream().filter(it -> it.startsWith("# TYPE ")).map(it -> it.split(" ", 4)).toList();
    assertThat(types).hasSizeGreaterThan(30);
    for (String[] type : types) {
      String name = type[2];
      assertThat(lines).as(name).anyMatch(it -> it.matches("# HELP " + name + " \\S.*"));
      assertThat(name).matches("[a-z][a-z0-9_]*");
      assertThat(name.endsWith("_total")).as(name).isEqualTo(type[3].equals("counter"));
      assertThat(name).doesNotMatch(".*_(count|sum|bucket|info)");
      assertThat(List.of(name.split("_")))
          .doesNotContain("s", "ms", "us", "ns", "sec", "secs", "b", "kb", "mb", "gb", "percent");
    }
  }

  @Test
  void everyMetricIsShownWithItsUnit() {
    metrics.domainLockWaited(Metrics.Lane.APPEND, 1_000_000);
    metrics.committed(Metrics.Lane.APPEND, 12, 2_000_000);
    metrics.fenced(1, 2, 3, 6);
    metrics.delivered(3, 400);
    metrics.exit("mail", Metrics.ExitOutcome.SENT);
    metrics.gauge(MetricName.CONNECTIONS, this, test -> 5);

    assertThat(metrics.scrape())
        .contains("drawbridge_domain_lock_wait_seconds_count{lane=\"append\"} 1")
        .contains("drawbridge_lane_batch_sum{lane=\"append\"} 12.0")
        .contains("drawbridge_appends_total 12.0")
        .contains("drawbridge_fence_seconds_sum{phase=\"total\"} 6.0E-6")
        .contains("drawbridge_deliveries_total 3.0")
        .contains("drawbridge_delivered_bytes_total 400.0")
        .contains("drawbridge_exit_rows_total{exit=\"mail\",outcome=\"sent\"} 1.0")
        .contains("drawbridge_connections 5.0");
  }
}
