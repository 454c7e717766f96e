package io.drawbridge.server.canary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drawbridge.server.TestServer;
import io.drawbridge.server.config.ConfigKey;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The canary of a server that serves alone. */
final class CanaryWireTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final List<String> BREACHES = List.of("leaked", "late", "deaf");

  @ParameterizedTest
  @ValueSource(strings = {"off", "poll"})
  void aloneItPassesAtItself(String cluster) throws Exception {
    try (TestServer server =
        TestServer.start(Map.of(ConfigKey.CANARY, "200ms", ConfigKey.CLUSTER, cluster))) {
      CanaryNodes.awaitPassed(server, 3);
      String health = CanaryNodes.awaitHealth(server.server(), 200, "passed");
      assertThat(health)
          .contains("last round: passed, ", "the receipt after ")
          .contains("node " + CanaryNodes.of(server).getFirst() + ": passed\n");
      String removal = "drawbridge_external_removal_seconds_";
      assertThat(CanaryNodes.metric(server.server(), removal + "count")).isGreaterThanOrEqualTo(3);
      assertThat(CanaryNodes.metric(server.server(), removal + "bucket{le=\"3.5\"}"))
          .isGreaterThanOrEqualTo(3);
      assertThat(TestServer.isReady(server.server())).isTrue();
    }
  }

  @Test
  void whatIsOffIsNotKnown() throws Exception {
    try (TestServer server = TestServer.start()) {
      HttpResponse<String> health = CanaryNodes.health(server.server());
      assertThat(health.statusCode()).isEqualTo(200);
      assertThat(health.body()).isEqualTo("unknown\nthe canary is off\n");
      assertThat(CanaryNodes.count(server, "select count(*) from canary")).isZero();
    }
  }

  @Test
  void databaseThatIsAwayIsNoBreach() throws Exception {
    try (TestServer server = CanaryNodes.alone()) {
      CanaryNodes.awaitPassed(server, 1);
      server.database().shut();
      try {
        CanaryNodes.awaitHealth(server.server(), 200, "unknown");
        double unable = CanaryNodes.found(server.server(), "unable");
        await()
            .atMost(PATIENCE)
            .until(() -> CanaryNodes.found(server.server(), "unable") >= unable + 3);
        assertThat(CanaryNodes.health(server.server()).body()).contains("last round: unknown, ");
      } finally {
        server.database().reopen();
      }
      CanaryNodes.awaitHealth(server.server(), 200, "passed");
      for (String breach : BREACHES) {
        assertThat(CanaryNodes.found(server.server(), breach)).as(breach).isZero();
      }
      await().atMost(PATIENCE).until(() -> TestServer.isReady(server.server()));
    }
  }

  /** The database keeps the link that a removal ends: what was said after it still comes. */
  @Test
  void removalThatRemovesNobodyIsABreachAndTakesTheNodeOut() throws Exception {
    try (TestServer server = CanaryNodes.alone()) {
      CanaryNodes.awaitPassed(server, 1);
      server
          .database()
          .execute(
              """
              create function keeps() returns trigger language plpgsql as 'begin return null; end'
              """);
      server
          .database()
          .execute(
              """
              create trigger keeps before update on link for each row
                when (new.to_epoch is not null) execute function keeps()
              """);
      String node = CanaryNodes.of(server).getFirst();
      assertThat(CanaryNodes.awaitHealth(server.server(), 503, "failed"))
          .contains("node " + node + ": failed, leaked: ");
      assertThat(CanaryNodes.found(server.server(), "leaked")).isPositive();
      String event = "drawbridge_security_events_total{event=\"canary_failed\"}";
      assertThat(CanaryNodes.metric(server.server(), event)).isPositive();
      assertThat(TestServer.isReady(server.server())).isFalse();

      server.database().execute("drop trigger keeps on link");
      CanaryNodes.awaitHealth(server.server(), 200, "passed");
      assertThat(TestServer.isReady(server.server())).as("until it is started again").isFalse();
    }
  }
}
