package io.drawbridge.server.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.drawbridge.protocol.CloseCode;
import io.drawbridge.protocol.frame.Event;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.Server;
import io.drawbridge.server.TestClient;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import io.drawbridge.server.cluster.ClusterStatusStore;
import io.drawbridge.server.cluster.ClusterStatusStore.NodeStatus;
import io.drawbridge.server.config.ConfigKey;
import io.drawbridge.server.db.Database;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A node that is told to send its clients off, and one that cannot be. */
final class DrainWireTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int DEVICES = 6;

  @AutoClose
  private static final TestServer ONE =
      TestServer.start(
          Map.of(
              ConfigKey.CLUSTER,
              "notify",
              ConfigKey.DRAIN,
              "600ms",
              ConfigKey.DRAIN_NOTICE,
              "1500ms"));

  private static final TestPerson ADA = ONE.setUp("Ada");

  private static Database database() {
    return ONE.database().database();
  }

  private static List<NodeStatus> nodes() {
    return new ClusterStatusStore().nodes(database());
  }

  @Test
  void drainedNodeSaysSoFirstAndSendsItsClientsElsewhereOneByOne() {
    ConversationId thread = TestSteps.thread(ADA, "Drain");
    List<String> before = nodes().stream().map(NodeStatus::id).toList();
    try (Server two = ONE.beside(Map.of())) {
      await().atMost(PATIENCE).until(() -> TestServer.isReady(two));
      String id =
          nodes().stream().map(NodeStatus::id).filter(it -> !before.contains(it)).findFirst().get();
      List<TestClient> devices = new ArrayList<>();
      for (int i = 0; i < DEVICES; i++) {
        devices.add(ONE.signInAs(ADA).at(two).connect());
      }
      await().atMost(PATIENCE).until(() -> node(id).connections() == DEVICES);

      StringWriter out = new StringWriter();
      CompletableFuture<Void> drain =
          CompletableFuture.runAsync(
              () -> ClusterCommand.drain(database(), id, PATIENCE, new PrintWriter(out, true)));
      await().atMost(PATIENCE).until(() -> !TestServer.isReady(two));
      assertThat(devices).as("a balancer hears of it first").noneMatch(TestClient::isClosed);
      TestSteps.send(ADA.at(two), thread, "it is open all the same");

      drain.join();
      for (TestClient device : devices) {
        assertThat(device.closeCode()).isEqualTo(CloseCode.DRAINING.number());
        assertThat(device.await(Event.ServerDraining.class).reconnectAfterMs())
            .as("at once, elsewhere")
            .isLessThan(250);
      }
      assertThat(out.toString())
          .contains("sends off %d connections".formatted(DEVICES), "has no connections any more");
      NodeStatus drained = node(id);
      assertThat(drained.drains()).isTrue();
      assertThat(drained.lease().orElseThrow()).as("a node all the same").isPositive();
      try (TestClient elsewhere = ADA.connect()) {
        assertThat(elsewhere.isClosed()).isFalse();
      }
      StringWriter status = new StringWriter();
      ClusterCommand.show(database(), new PrintWriter(status, true));
      assertThat(status.toString().lines().filter(it -> it.contains(id)))
          .singleElement()
          .asString()
          .endsWith(", drains");
    }
  }

  private static NodeStatus node(String id) {
    return nodes().stream().filter(it -> it.id().equals(id)).findFirst().orElseThrow();
  }

  @Test
  void nodeThatIsNotThereIsNotDrained() {
    assertThatThrownBy(() ->
            ClusterCommand.drain(
                database(), "n_nobody", PATIENCE, new PrintWriter(new StringWriter())))
        .hasMessage("node n_nobody: unknown (expected: an id that cluster status lists)");
  }

  @Test
  void nodeThatServesAloneIsStoppedInstead() {
    try (TestServer lone = TestServer.start()) {
      Database alone = lone.database().database();
      String id = new ClusterStatusStore().nodes(alone).getFirst().id();
      assertThatThrownBy(
              () -> ClusterCommand.drain(alone, id, PATIENCE, new PrintWriter(new StringWriter())))
          .hasMessageContaining("stop this one instead");
    }
  }
}
