package io.drawbridge.server.canary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drawbridge.server.Server;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.config.ConfigKey;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The canary across two nodes, from one of which the database hides what the other committed. */
final class CanaryPairsWireTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** What is asked of it. */
  private static final Duration FAILS_WITHIN = Duration.ofMinutes(2);

  /** Two nodes of one database, and how they are called. */
  private record Pair(TestServer one, Server two, String first, String second)
      implements AutoCloseable {
    static Pair start(String name) throws Exception {
      TestServer one =
          TestServer.start(Map.of(ConfigKey.CLUSTER, "notify", ConfigKey.CANARY, "500ms"));
      String first = CanaryNodes.of(one).getFirst();
      String url = one.database().address().url().substring("jdbc:".length());
      String sign = url.contains("?") ? "&" : "?";
      Server two =
          one.beside(Map.of(ConfigKey.DATABASE_URL, url + sign + "ApplicationName=" + name));
      String second =
          CanaryNodes.of(one).stream().filter(it -> !it.equals(first)).findFirst().orElseThrow();
      Pair pair = new Pair(one, two, first, second);
      await().atMost(PATIENCE).until(() -> TestServer.isReady(two));
      await().atMost(PATIENCE).until(pair::sawEachOther);
      pair.passes(one.server());
      pair.passes(two);
      return pair;
    }

    /** Two rounds of each, at least, in which both heard what they should. */
    private boolean sawEachOther() {
      return CanaryNodes.count(
              one,
              """
              select count(*) from (
                select round from canary_sight where heard and ended and not leaked
                  and node in ('%s', '%s')
                group by round having count(*) = 2) r
              """
                  .formatted(first, second))
          >= 4;
    }

    /** Waits until this node has found that both pass. */
    void passes(Server node) {
      assertThat(CanaryNodes.awaitHealth(node, 200, "passed"))
          .contains("node " + first + ": passed\n", "node " + second + ": passed\n");
    }

    @Override
    public void close() {
      two.close();
      one.close();
    }

    /** Hides rows of a table from everybody for whom the condition does not hold. */
    void hide(String table, String shown) {
      one.database().execute("create policy shown on %s using (%s)".formatted(table, shown));
      one.database().execute("alter table %s enable row level security".formatted(table));
      one.database().execute("alter table %s force row level security".formatted(table));
    }

    void show(String table) {
      one.database().execute("alter table %s no force row level security".formatted(table));
      one.database().execute("alter table %s disable row level security".formatted(table));
      one.database().execute("drop policy if exists shown on " + table);
    }
  }

  @Test
  void nodeThatHearsNothingFailsAndPassesAgain() throws Exception {
    try (Pair pair = Pair.start("deaf")) {
      pair.hide(
          "lane",
          "current_setting('application_name') <> 'deaf' or node = '" + pair.second() + "'");

      await()
          .atMost(FAILS_WITHIN)
          .until(() -> CanaryNodes.health(pair.one().server()).statusCode() == 503);
      assertThat(CanaryNodes.health(pair.one().server()).body())
          .startsWith("failed\n")
          .contains("node " + pair.second() + ": failed, deaf: ");
      assertThat(TestServer.isReady(pair.one().server())).as("it serves well itself").isTrue();
      assertThat(CanaryNodes.found(pair.one().server(), "deaf")).isPositive();

      pair.show("lane");
      pair.passes(pair.one().server());
      assertThat(CanaryNodes.found(pair.one().server(), "leaked")).isZero();
      assertThat(CanaryNodes.found(pair.two(), "leaked")).isZero();
    }
  }

  /**
   * It reads of a removal that there was one, but not whom it removed. What it changes itself it
   * sees.
   */
  @Test
  void nodeThatLetsThroughIsFoundByTheOtherAndUnreadyItself() throws Exception {
    try (Pair pair = Pair.start("leaky")) {
      pair.hide(
          "link",
          "current_setting('application_name') <> 'leaky' or to_epoch is null"
              + " or pg_current_xact_id_if_assigned() is not null");

      assertThat(CanaryNodes.awaitHealth(pair.one().server(), 503, "failed"))
          .contains("node " + pair.second() + ": failed, leaked: ");
      await().atMost(PATIENCE).until(() -> !TestServer.isReady(pair.two()));
      assertThat(TestServer.management(pair.two(), "/health/ready").body())
          .contains("canary: what was said after the receipt of a removal reached the one removed");
      assertThat(TestServer.isReady(pair.one().server())).as("nothing leaked there").isTrue();
    }
  }
}
