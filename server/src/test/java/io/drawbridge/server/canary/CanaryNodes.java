package io.drawbridge.server.canary;

import static org.awaitility.Awaitility.await;

import io.drawbridge.server.Server;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.cluster.ClusterStatusStore;
import io.drawbridge.server.config.ConfigKey;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Asks servers what their canary found. */
final class CanaryNodes {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private CanaryNodes() {}

  /** A server that serves alone, with a canary in a hurry. */
  static TestServer alone() {
    return TestServer.start(Map.of(ConfigKey.CANARY, "200ms"));
  }

  static HttpResponse<String> health(Server node) throws Exception {
    return TestServer.management(node, "/health/canary");
  }

  /** Waits until {@code /health/canary} answers with this status and outcome; its text. */
  static String awaitHealth(Server node, int status, String outcome) {
    return await()
        .atMost(PATIENCE)
        .until(
            () -> health(node),
            it -> it.statusCode() == status && it.body().startsWith(outcome + "\n"))
        .body();
  }

  /** Waits until the canary of the server has passed that often. */
  static void awaitPassed(TestServer server, double times) {
    await().atMost(PATIENCE).until(() -> found(server.server(), "passed") >= times);
  }

  /** The number of times that the canary of a node found this. */
  static double found(Server node, String outcome) throws Exception {
    return metric(node, "drawbridge_canary_total{outcome=\"" + outcome + "\"}");
  }

  static double metric(Server node, String name) throws Exception {
    return TestServer.management(node, "/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .sum();
  }

  /** The nodes of a server's database. */
  static List<String> of(TestServer server) {
    return new ClusterStatusStore()
        .nodes(server.database().database()).stream()
            .map(ClusterStatusStore.NodeStatus::id)
            .toList();
  }

  static long count(TestServer server, String sql) {
    return server
        .database()
        .database()
        .query(handle -> handle.createQuery(sql).mapTo(Long.class).one());
  }
}
