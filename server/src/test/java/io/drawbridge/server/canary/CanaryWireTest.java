package io.drawbridge.server.canary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import io.drawbridge.server.cluster.ClusterStatusStore;
import io.drawbridge.server.config.ConfigKey;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The canary of a server that serves alone. */
final class CanaryWireTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static TestServer server(String cluster) {
    return TestServer.start(Map.of(ConfigKey.CANARY, "200ms", ConfigKey.CLUSTER, cluster));
  }

  private static void awaitPassed(TestServer server, double rounds) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(passed(server))
                .as(TestServer.management(server.server(), "/health/canary").body())
                .isGreaterThanOrEqualTo(rounds));
  }

  private static double passed(TestServer server) throws Exception {
    return metric(server, "drawbridge_canary_total{outcome=\"passed\"}");
  }

  static double metric(TestServer server, String name) throws Exception {
    return TestServer.management(server.server(), "/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .sum();
  }

  @ParameterizedTest
  @ValueSource(strings = {"off", "poll"})
  void aloneItPassesAtItself(String cluster) throws Exception {
    try (TestServer server = server(cluster)) {
      awaitPassed(server, 3);
      HttpResponse<String> health = TestServer.management(server.server(), "/health/canary");
      assertThat(health.statusCode()).isEqualTo(200);
      assertThat(health.body()).isEqualTo("ok\n");
      assertThat(metric(server, "drawbridge_external_removal_seconds_count"))
          .isGreaterThanOrEqualTo(3);
      assertThat(TestServer.isReady(server.server())).isTrue();
    }
  }

  /** Before anybody set the server up, and after. */
  @Test
  void nobodySeesIt() throws Exception {
    try (TestServer server = server("off")) {
      awaitPassed(server, 2);
      assertThat(server.server().setUpLink()).as("there is an owner").isPresent();
      server.restart();
      TestPerson ada = server.setUp("Ada");
      TestSteps.thread(ada, "A");
      awaitPassed(server, 2);

      assertThat(count(server, "select count(*) from workspace")).isEqualTo(1);
      assertThat(metric(server, "drawbridge_connections")).isZero();
      assertThat(count(server, "select count(*) from account where name = 'Canary'")).isEqualTo(2);
      String canary = " in (select member from canary union select external from canary)";
      for (String nothing :
          List.of(
              "session where account" + canary,
              "account where (email is not null or password_hash is not null) and id" + canary,
              "notice where account" + canary,
              "notice_mail where account" + canary,
              "push_plan where account" + canary,
              "outbox",
              "presence where account" + canary,
              "connection where account" + canary,
              "audit_note where actor" + canary,
              "audit_seal s where exists (select from canary c where c.domain = s.scope)",
              "audit_chain h where exists (select from canary c where c.domain = h.id)",
              "audit a where a.workspace is not null and a.actor" + canary)) {
        assertThat(count(server, "select count(*) from " + nothing)).as(nothing).isZero();
      }
      assertThat(count(server, "select count(*) from audit_seal"))
          .as("what others did is sealed")
          .isPositive();
    }
  }

  @Test
  void whatItDidLongAgoIsForgotten() throws Exception {
    try (TestServer server = server("off")) {
      awaitPassed(server, 3);
      TestPerson ada = server.setUp("Ada");
      TestSteps.send(ada, TestSteps.thread(ada, "A"), "it stays");
      long before = size(server);
      server.database().execute("select canary_forget(0)");
      assertThat(size(server)).isLessThan(before);
      assertThat(
              count(
                  server, "select count(*) from audit where scope <> (select domain from canary)"))
          .isPositive();
      assertThat(count(server, "select count(*) from message where text = 'it stays'"))
          .isEqualTo(1);
      double passed = passed(server);
      awaitPassed(server, passed + 2);
    }
  }

  private static long size(TestServer server) {
    return Stream.of(
            "message where conversation = (select conversation from canary)",
            "event where conversation = (select conversation from canary)",
            "link where domain = (select domain from canary)",
            "audit where scope = (select domain from canary)")
        .mapToLong(each -> count(server, "select count(*) from " + each))
        .sum();
  }

  /** The database keeps the link that a removal ends: what was said after it still comes. */
  @Test
  void removalThatRemovesNobodyIsABreachAndTakesTheNodeOut() throws Exception {
    try (TestServer server = server("off")) {
      awaitPassed(server, 1);
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
      await()
          .atMost(PATIENCE)
          .until(() -> metric(server, "drawbridge_canary_total{outcome=\"leaked\"}") >= 1);
      HttpResponse<String> health = TestServer.management(server.server(), "/health/canary");
      assertThat(health.statusCode()).isEqualTo(503);
      assertThat(health.body())
          .contains("node " + nodes(server).getFirst())
          .contains("came to the one who was removed");
      assertThat(TestServer.isReady(server.server())).isFalse();
    }
  }

  static List<String> nodes(TestServer server) {
    return new ClusterStatusStore()
        .nodes(server.database().database()).stream()
            .map(ClusterStatusStore.NodeStatus::id)
            .toList();
  }

  private static long count(TestServer server, String sql) {
    return server
        .database()
        .database()
        .query(handle -> handle.createQuery(sql).mapTo(Long.class).one());
  }
}
