package io.drawbridge.server.resume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.command.MessageCommand;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.Server;
import io.drawbridge.server.TestClient;
import io.drawbridge.server.TestDoor;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import io.drawbridge.server.cluster.ClusterStatusStore;
import io.drawbridge.server.cluster.ClusterStatusStore.NodeStatus;
import io.drawbridge.server.config.ConfigKey;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Two nodes that are restarted one after the other, or drained, while somebody writes: devices and
 * writers move to the other node, and every acknowledged message is there once, in order, on every
 * device.
 */
final class RollingRestartWireTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration SPREAD = Duration.ofMillis(1_500);
  private static final int BOTS = 4;
  private static final int DEVICES_EACH = 4;
  private static final int WRITERS = 3;
  private static final int THREADS = 3;

  /** What one writer sends at least between two steps. */
  private static final int STRETCH = 40;

  private static final TestServer ONE =
      TestServer.start(
          Map.of(
              ConfigKey.CLUSTER,
              "notify",
              ConfigKey.DRAIN,
              SPREAD.toMillis() + "ms",
              ConfigKey.DRAIN_NOTICE,
              "300ms"));

  /** What a balancer has behind it, and asks before it sends anybody there. */
  private static final List<Server> NODES = new CopyOnWriteArrayList<>(List.of(ONE.server()));

  private static final AtomicInteger TURN = new AtomicInteger();

  /** The next node that says it is ready. */
  private static URI balanced() {
    return await()
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .until(RollingRestartWireTest::ready, Optional::isPresent)
        .orElseThrow();
  }

  private static Optional<URI> ready() throws InterruptedException {
    List<Server> nodes = List.copyOf(NODES);
    Server node = nodes.get(Math.floorMod(TURN.getAndIncrement(), nodes.size()));
    try {
      return TestServer.isReady(node) ? Optional.of(node.url()) : Optional.empty();
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  /** Somebody who writes by a socket, and says again at another node what was not answered. */
  private static final class Writer {
    private final TestPerson person;
    private final String name;
    private final Map<ConversationId, List<Long>> acknowledged = new HashMap<>();
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger moves = new AtomicInteger();

    Writer(TestPerson person, String name) {
      this.person = person;
      this.name = name;
    }

    void writeUntil(AtomicBoolean over, List<ConversationId> threads) {
      TestClient client = connect();
      while (!over.get()) {
        ConversationId thread = threads.get(sent.get() % threads.size());
        MessageCommand.Send send =
            new MessageCommand.Send(
                TestSteps.clientId(),
                thread,
                "%s %d".formatted(name, sent.get()),
                Optional.empty());
        Optional<Long> pos = said(client, send);
        while (pos.isEmpty()) {
          client.close();
          moves.incrementAndGet();
          client = connect();
          pos = said(client, send);
        }
        acknowledged.computeIfAbsent(thread, _ -> new ArrayList<>()).add(pos.get());
        sent.incrementAndGet();
      }
      client.close();
    }

    private TestClient connect() {
      while (true) {
        try {
          return TestClient.connect(balanced(), person.tokens().accessToken().value());
        } catch (RuntimeException moving) {
          moves.incrementAndGet();
        }
      }
    }

    /** Empty if the node goes. */
    private static Optional<Long> said(TestClient client, MessageCommand.Send send) {
      try {
        return Optional.of(client.send(send).orTimeout(20, TimeUnit.SECONDS).join().pos());
      } catch (CompletionException failed) {
        if (failed.getCause() instanceof TestDoor.Refused refused) {
          assertThat(refused.code()).isEqualTo(ErrorCode.UNAVAILABLE);
        }
        return Optional.empty();
      }
    }
  }

  @AfterAll
  static void closeNodes() {
    NODES.forEach(Server::close);
    ONE.close();
  }

  @Test
  @Timeout(180)
  void everyAcknowledgedMessageIsThereOnceAndInOrder() throws Exception {
    Fleet fleet = new Fleet(ONE, BOTS, DEVICES_EACH, THREADS);
    NODES.add(ONE.beside(Map.of()));
    List<Writer> writers = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      writers.add(new Writer(ONE.signInAs(fleet.writer()), "writer " + i));
    }
    try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      AtomicBoolean said = new AtomicBoolean();
      AtomicBoolean over = new AtomicBoolean();
      List<Future<?>> listening =
          fleet.start(
              pool,
              device -> {
                while (!over.get()) {
                  device.listenUntilCut(balanced());
                }
              });
      List<Future<?>> writing = new ArrayList<>();
      for (Writer writer : writers) {
        writing.add(
            pool.submit(() -> {
              writer.writeUntil(said, fleet.threads());
              return null;
            }));
      }
      restartOneAfterTheOther(writers);
      said.set(true);
      awaitAll(writing);
      over.set(true);
      nodes().forEach(node -> new ClusterStatusStore().drain(ONE.database().database(), node.id()));
      awaitAll(listening);
    }
    NODES.add(ONE.beside(Map.of()));
    Map<ConversationId, Long> heads = heads(writers);
    URI url = balanced();
    fleet.catchUp(url, heads);

    assertThat(writers).allMatch(writer -> writer.moves.get() > 0);
    assertThat(fleet.devices()).allMatch(device -> device.cuts() > 1);
    for (ConversationId thread : fleet.threads()) {
      assertThat(posted(thread)).isEqualTo(acknowledged(writers, thread));
    }
    fleet.assertNothingLostOrDoubled("rolling restart");
  }

  /** Each is replaced by a new one while the other serves. */
  private static void restartOneAfterTheOther(List<Writer> writers) {
    awaitStretch(writers);
    for (int i = 0; i < 2; i++) {
      Server old = NODES.getFirst();
      old.close();
      NODES.remove(old);
      awaitStretch(writers);
      NODES.add(ONE.beside(Map.of()));
      awaitStretch(writers);
    }
  }

  private static void awaitAll(List<Future<?>> running) throws Exception {
    for (Future<?> each : running) {
      each.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
  }

  private static List<NodeStatus> nodes() {
    return new ClusterStatusStore().nodes(ONE.database().database());
  }

  /** The last position of each conversation. */
  private static Map<ConversationId, Long> heads(List<Writer> writers) {
    Map<ConversationId, Long> heads = new HashMap<>();
    for (Writer writer : writers) {
      writer.acknowledged.forEach(
          (thread, positions) -> heads.merge(thread, positions.getLast(), Math::max));
    }
    return heads;
  }

  private static List<Long> acknowledged(List<Writer> writers, ConversationId thread) {
    return writers.stream()
        .flatMap(writer -> writer.acknowledged.getOrDefault(thread, List.of()).stream())
        .sorted()
        .toList();
  }

  private static List<Long> posted(ConversationId thread) {
    return ONE.database()
        .database()
        .query(handle ->
            handle
                .createQuery("select pos from message where conversation = :id order by pos")
                .bind("id", thread.value())
                .mapTo(Long.class)
                .list());
  }

  private static void awaitStretch(List<Writer> writers) {
    List<Integer> before = writers.stream().map(writer -> writer.sent.get()).toList();
    for (int i = 0; i < writers.size(); i++) {
      Writer writer = writers.get(i);
      int enough = before.get(i) + STRETCH;
      await().atMost(PATIENCE).until(() -> writer.sent.get() > enough);
    }
  }
}
