package io.drawbridge.server.cluster.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drawbridge.protocol.command.InterestCommand;
import io.drawbridge.protocol.frame.LogEvent;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.Server;
import io.drawbridge.server.TestClient;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import io.drawbridge.server.config.ConfigKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Two nodes that ring at each other by NATS: with it, without it, and with it again. */
final class NatsNodesWireTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @AutoClose private static final TestNats NATS = TestNats.open();

  @AutoClose
  private static final TestServer ONE =
      TestServer.start(
          Map.of(ConfigKey.CLUSTER, "nats", ConfigKey.NATS_URL, NATS.url("nats").toString()));

  private static final TestPerson ADA = ONE.setUp("Ada");
  @AutoClose private static final Server TWO = ONE.beside(Map.of());

  @Test
  void nothingIsLostOrDoubledWhileTheServerOfNatsIsGone() {
    await().atMost(PATIENCE).until(() -> TestServer.isReady(TWO));
    ConversationId thread = TestSteps.thread(ADA, "By the bell");
    List<String> sent = new ArrayList<>();
    try (TestClient reader = ONE.signInAs(ADA).at(TWO).connect()) {
      reader.call(new InterestCommand.Open(thread, Optional.empty()));
      for (String time : List.of("before", "without", "after")) {
        switch (time) {
          case "without" -> NATS.kill();
          case "after" -> NATS.start();
          default -> {}
        }
        for (int i = 0; i < 10; i++) {
          TestSteps.send(ADA, thread, time + " " + i);
          sent.add(time + " " + i);
        }
        await().atMost(PATIENCE).until(() -> texts(reader).size() >= sent.size());
      }
      assertThat(texts(reader)).isEqualTo(sent);
    }
  }

  private static List<String> texts(TestClient client) {
    return client.events(LogEvent.MessagePosted.class).stream()
        .map(event -> event.message().text().orElse("gone"))
        .toList();
  }
}
