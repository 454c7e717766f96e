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

/** The canary across two nodes, from one of which the database hides what the other committed. */
final class CanaryPairsWireTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** What is asked of it. */
  private static final Duration FAILS_WITHIN = Duration.ofMinutes(2);

  @AutoClose
  private static final TestServer ONE =
      TestServer.start(Map.of(ConfigKey.CLUSTER, "notify", ConfigKey.CANARY, "500ms"));

  /** The second node, and how it and the first are called. */
  private record Pair(Server two, String first, String second) implements AutoCloseable {
    static Pair start(String name) throws Exception {
      String first = CanaryNodes.of(ONE).getFirst();
      String url = ONE.database().address().url().substring("jdbc:".length());
      String sign = url.contains("?") ? "&" : "?";
      Server two =
          ONE.beside(Map.of(ConfigKey.DATABASE_URL, url + sign + "ApplicationName=" + name));
      String second =
          CanaryNodes.of(ONE).stream().filter(it -> !it.equals(first)).findFirst().orElseThrow();
      Pair pair = new Pair(two, first, second);
      await().atMost(PATIENCE).until(() -> TestServer.isReady(two));
      await().atMost(PATIENCE).until(pair::sawEachOther);
      pair.passes(ONE.server());
      pair.passes(two);
      return pair;
    }

    /** Two rounds of each, at least, in which both heard what they should. */
    private boolean sawEachOther() {
      return CanaryNodes.count(
              ONE,
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
      List.of("lane", "link").forEach(CanaryPairsWireTest::show);
    }
  }

  @Test
  void nodeThatHearsNothingFailsAndPassesAgain() throws Exception {
    try (Pair pair = Pair.start("deaf")) {
      hide(
          "lane",
          "current_setting('application_name') <> 'deaf' or node = '" + pair.second() + "'");

      await()
          .atMost(FAILS_WITHIN)
          .until(() -> CanaryNodes.health(ONE.server()).statusCode() == 503);
      assertThat(CanaryNodes.health(ONE.server()).body())
          .startsWith("failed\n")
          .contains("node " + pair.second() + ": failed, deaf: ");
      assertThat(TestServer.isReady(ONE.server())).as("it serves well itself").isTrue();
      assertThat(CanaryNodes.found(ONE.server(), "deaf")).isPositive();

      show("lane");
      pair.passes(ONE.server());
      assertThat(CanaryNodes.found(ONE.server(), "leaked")).isZero();
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
      hide(
          "link",
          "current_setting('application_name') <> 'leaky' or to_epoch is null"
              + " or pg_current_xact_id_if_assigned() is not null");

      assertThat(CanaryNodes.awaitHealth(ONE.server(), 503, "failed"))
          .contains("node " + pair.second() + ": failed, leaked: ");
      await().atMost(PATIENCE).until(() -> !TestServer.isReady(pair.two()));
      assertThat(TestServer.management(pair.two(), "/health/ready").body())
          .contains("canary: what was said after the receipt of a removal reached the one removed");
      assertThat(TestServer.isReady(ONE.server())).as("nothing leaked there").isTrue();
    }
  }

  /** Hides rows of a table from everybody for whom the condition does not hold. */
  private static void hide(String table, String shown) {
    ONE.database().execute("create policy shown on %s using (%s)".formatted(table, shown));
    ONE.database().execute("alter table %s enable row level security".formatted(table));
    ONE.database().execute("alter table %s force row level security".formatted(table));
  }

  private static void show(String table) {
    ONE.database().execute("alter table %s no force row level security".formatted(table));
    ONE.database().execute("alter table %s disable row level security".formatted(table));
    ONE.database().execute("drop policy if exists shown on " + table);
  }
}
