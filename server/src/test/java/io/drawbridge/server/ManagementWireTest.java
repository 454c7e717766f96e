package io.drawbridge.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.observe.MetricName;
import org.junit.jupiter.api.Test;

/** Tests what an operator sees of a whole server that has something to do. */
final class ManagementWireTest {
  /** A count of what has not happened yet is zero: an alert on a rate needs a first value. */
  @Test
  void everyMetricIsThereAtTheFirstScrape() throws Exception {
    try (TestServer server = TestServer.start()) {
      String scrape = server.management("/metrics").body();
      for (MetricName metric : MetricName.values()) {
        assertThat(scrape)
            .containsPattern(
                "# TYPE %s(_seconds|_bytes)?(_total)? "
                    .formatted(metric.dotted().replace('.', '_')));
      }
    }
  }

  @Test
  void readyServerShowsItsLocksLanesAndFences() throws Exception {
    try (TestServer server = TestServer.start()) {
      TestPerson ada = server.setUp("Ada");
      TestPerson ben = TestSteps.member(server, ada, "Ben");
      ConversationId thread = TestSteps.thread(ada, "Relaunch", ben.account());
      TestSteps.send(ada, thread, "hello");
      try (TestClient socket = ada.connect()) {
        TestSteps.remove(socket, thread, ben.account());
      }

      assertThat(server.management("/health/live").statusCode()).isEqualTo(200);
      assertThat(server.management("/health/ready").body()).isEqualTo("ok\n");
      // Appends wait for a lock only while a change holds it.
      assertThat(server.management("/metrics").body())
          .containsPattern("drawbridge_domain_lock_wait_seconds_count\\{lane=\"change\"} [1-9]")
          .containsPattern("drawbridge_lane_batch_count\\{lane=\"append\"} [1-9]")
          .containsPattern("drawbridge_lane_batch_count\\{lane=\"change\"} [1-9]")
          .containsPattern("drawbridge_lane_commit_seconds_count\\{lane=\"append\"} [1-9]")
          .containsPattern("drawbridge_fence_seconds_count\\{phase=\"lock\"} [1-9]")
          .containsPattern("drawbridge_fence_seconds_count\\{phase=\"commit\"} [1-9]")
          .containsPattern("drawbridge_fence_seconds_count\\{phase=\"fence\"} [1-9]")
          .containsPattern("drawbridge_fence_seconds_count\\{phase=\"total\"} [1-9]");
    }
  }
}
