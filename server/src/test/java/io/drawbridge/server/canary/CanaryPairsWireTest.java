package io.drawbridge.server.canary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drawbridge.server.Server;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.config.ConfigKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The canary across two nodes, one of which stops reading what the other commits. */
final class CanaryPairsWireTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** What is asked of it. */
  private static final Duration FAILS_WITHIN = Duration.ofMinutes(2);

  @AutoClose
  private static final TestServer ONE =
      TestServer.start(Map.of(ConfigKey.CLUSTER, "notify", ConfigKey.CANARY, "500ms"));

  @Test
  void deafNodeFailsAndPassesAgain() throws Exception {
    List<String> first = CanaryWireTest.nodes(ONE);
    String url = ONE.database().address().url().substring("jdbc:".length());
    String sign = url.contains("?") ? "&" : "?";
    try (Server two =
        ONE.beside(Map.of(ConfigKey.DATABASE_URL, url + sign + "ApplicationName=deaf"))) {
      String second =
          CanaryWireTest.nodes(ONE).stream().filter(it -> !first.contains(it)).findFirst().get();
      await().atMost(PATIENCE).until(() -> TestServer.isReady(two));
      await().atMost(PATIENCE).until(() -> sawBoth());
      assertThat(canary(ONE.server())).isEqualTo(200);
      assertThat(canary(two)).isEqualTo(200);

      deafen(second, true);
      await().atMost(FAILS_WITHIN).until(() -> canary(ONE.server()) == 503);
      String told = TestServer.management(ONE.server(), "/health/canary").body();
      assertThat(told).contains("node " + second).doesNotContain("node " + first.getFirst());
      assertThat(TestServer.isReady(ONE.server())).as("it serves well itself").isTrue();
      assertThat(CanaryWireTest.metric(ONE, "drawbridge_canary_total{outcome=\"deaf\"}"))
          .isPositive();
      assertThat(CanaryWireTest.metric(ONE, "drawbridge_canary_total{outcome=\"leaked\"}"))
          .isZero();

      deafen(second, false);
      await().atMost(PATIENCE).until(() -> canary(ONE.server()) == 200);
    }
  }

  /** Both nodes saw a round of each. */
  private static boolean sawBoth() {
    return ONE.database()
            .database()
            .query(handle ->
                handle
                    .createQuery(
                        """
                        select count(*) from (
                          select round from canary_sight where heard and ended and not leaked
                          group by round having count(*) = 2) r
                        """)
                    .mapTo(Long.class)
                    .one())
        >= 4;
  }

  private static int canary(Server node) throws Exception {
    return TestServer.management(node, "/health/canary").statusCode();
  }

  /** Hides from the second node what lanes of others committed. */
  private static void deafen(String node, boolean on) {
    if (on) {
      ONE.database()
          .execute(
              """
              create policy own_lanes on lane using (
                current_setting('application_name') <> 'deaf' or node = '%s')
              """
                  .formatted(node));
      ONE.database().execute("alter table lane enable row level security");
      ONE.database().execute("alter table lane force row level security");
    } else {
      ONE.database().execute("alter table lane no force row level security");
      ONE.database().execute("alter table lane disable row level security");
      ONE.database().execute("drop policy own_lanes on lane");
    }
  }
}
