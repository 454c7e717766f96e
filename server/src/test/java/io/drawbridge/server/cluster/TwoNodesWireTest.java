package io.drawbridge.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drawbridge.protocol.CloseCode;
import io.drawbridge.protocol.command.InboxCommand;
import io.drawbridge.protocol.command.InterestCommand;
import io.drawbridge.protocol.command.SessionCommand;
import io.drawbridge.protocol.frame.Event;
import io.drawbridge.protocol.frame.LogEvent;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.people.Presence;
import io.drawbridge.protocol.people.PresenceState;
import io.drawbridge.protocol.result.NodeReceipt;
import io.drawbridge.protocol.result.Receipt;
import io.drawbridge.server.Server;
import io.drawbridge.server.TestClient;
import io.drawbridge.server.TestPerson;
import io.drawbridge.server.TestServer;
import io.drawbridge.server.TestSteps;
import io.drawbridge.server.cluster.ClusterStatusStore.NodeStatus;
import io.drawbridge.server.config.ConfigKey;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Two nodes on one database, with the doorbell that drops everything: what is promised of one holds
 * of both. The second reaches the database by a wire that can be held.
 */
final class TwoNodesWireTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** The length of a lease, and what a receipt may take beyond it. */
  private static final Duration LEASE = Duration.ofSeconds(3);

  private static final int CONNECTIONS_MAX = 4;

  @AutoClose
  private static final TestServer ONE =
      TestServer.start(
          Map.of(
              ConfigKey.CLUSTER,
              "poll",
              ConfigKey.CONNECTIONS_PER_ACCOUNT,
              Integer.toString(CONNECTIONS_MAX)));

  /** Set up before there is a second node, whose start makes another set-up link. */
  private static final TestPerson ADA = ONE.setUp("Ada");

  @AutoClose private static final CutWire WIRE = new CutWire(database().getPort());
  @AutoClose private static final Server TWO = ONE.beside(overTheWire());

  @BeforeAll
  static void bothServe() {
    serves(ONE.server());
    serves(TWO);
  }

  private static URI database() {
    return URI.create(ONE.database().address().url().substring("jdbc:".length()));
  }

  private static Map<ConfigKey, String> overTheWire() {
    URI direct = database();
    return Map.of(
        ConfigKey.DATABASE_URL,
        direct.toString().replace(":" + direct.getPort() + "/", ":" + WIRE.port() + "/"));
  }

  private static void serves(Server server) {
    await().atMost(PATIENCE).until(() -> TestServer.isReady(server));
  }

  private static TestClient reader(TestPerson person, ConversationId conversation) {
    TestClient client = person.connect();
    client.call(new InterestCommand.Open(conversation, Optional.empty()));
    return client;
  }

  private static List<String> texts(TestClient client, ConversationId conversation) {
    return client.events(LogEvent.MessagePosted.class).stream()
        .filter(event -> event.conversation().equals(conversation))
        .map(event -> event.message().text().orElse("gone"))
        .toList();
  }

  @Test
  void messagesOfBothNodesArriveOnBothOnceAndInOrder() {
    ConversationId thread = TestSteps.thread(ADA, "Both");
    List<String> sent = new ArrayList<>();
    try (TestClient one = reader(ADA, thread);
        TestClient two = reader(ONE.signInAs(ADA).at(TWO), thread)) {
      for (int i = 0; i < 40; i++) {
        TestSteps.send(i % 3 == 0 ? ADA.at(TWO) : ADA, thread, "message " + i);
        sent.add("message " + i);
      }
      for (TestClient reader : List.of(one, two)) {
        await().atMost(PATIENCE).until(() -> texts(reader, thread).size() >= sent.size());
        assertThat(texts(reader, thread)).isEqualTo(sent);
      }
    }
  }

  /** Somebody who is added on one node hears it on the other, and what is said from then on. */
  @Test
  void additionOnOneNodeShowsOnTheOther() {
    ConversationId first = TestSteps.thread(ADA, "First");
    ConversationId second = TestSteps.thread(ADA, "Second");
    TestPerson gus = TestSteps.external(ONE, ADA, first, "Gus");
    try (TestClient two = gus.at(TWO).connect()) {
      TestSteps.add(ADA, second, gus.account());
      two.await(Event.AccessGained.class, it -> it.conversation().id().equals(second));
      two.call(new InterestCommand.Open(second, Optional.empty()));
      TestSteps.send(ADA, second, "welcome");
      await().atMost(PATIENCE).until(() -> texts(two, second).contains("welcome"));
    }
  }

  @Test
  void removalOnOneNodeIsFinalOnTheOther() {
    ConversationId thread = TestSteps.thread(ADA, "Removal");
    TestPerson olga = TestSteps.external(ONE, ADA, thread, "Olga");
    AtomicBoolean stop = new AtomicBoolean();
    try (TestClient members = reader(ADA.at(TWO), thread);
        TestClient olgas = reader(olga.at(TWO), thread)) {
      CompletableFuture<Void> sending =
          CompletableFuture.runAsync(() -> {
            for (int i = 0; !stop.get(); i++) {
              TestSteps.send(i % 2 == 0 ? ADA : ADA.at(TWO), thread, "secret " + i);
            }
          });
      await().atMost(PATIENCE).until(() -> texts(olgas, thread).size() > 5);

      Receipt receipt = TestSteps.remove(ADA, thread, olga.account()).receipt();
      long after = TestSteps.send(ADA, thread, "after").pos();
      await().atMost(PATIENCE).until(() -> last(members, thread) > after);
      stop.set(true);
      sending.join();

      assertThat(last(olgas, thread)).isBetween(1L, after - 1);
      assertThat(receipt.nodes()).extracting(NodeReceipt::sessions).contains(1);
      assertThat(receipt.nodes()).hasSize(2);
      olgas.await(Event.AccessEnded.class, it -> it.conversation().equals(thread));
    }
  }

  private static long last(TestClient client, ConversationId conversation) {
    return client.events(LogEvent.MessagePosted.class).stream()
        .filter(event -> event.conversation().equals(conversation))
        .mapToLong(LogEvent.MessagePosted::pos)
        .max()
        .orElse(0);
  }

  /**
   * A node that is cut off from the database is waited for until its lease has ended; when it is
   * back it gives nothing to who was removed, and to all others what they missed.
   */
  @Test
  void nodeThatIsCutOffIsWaitedForAndGivesNothingAwayAfterwards() {
    ConversationId thread = TestSteps.thread(ADA, "Cut off");
    TestPerson pia = TestSteps.external(ONE, ADA, thread, "Pia");
    try (TestClient members = reader(ADA.at(TWO), thread);
        TestClient pias = reader(pia.at(TWO), thread)) {
      TestSteps.send(ADA, thread, "before");
      await().atMost(PATIENCE).until(() -> texts(pias, thread).contains("before"));
      WIRE.hold(true);
      try {
        TestSteps.send(ADA, thread, "meanwhile");
        long start = System.nanoTime();
        Receipt receipt = TestSteps.remove(ADA, thread, pia.account()).receipt();
        assertThat(Duration.ofNanos(System.nanoTime() - start))
            .isBetween(LEASE.dividedBy(3), LEASE.plus(PATIENCE));
        assertThat(receipt.nodes()).hasSize(2);
        TestSteps.send(ADA, thread, "afterwards");
      } finally {
        WIRE.hold(false);
      }
      await().atMost(PATIENCE).until(() -> texts(members, thread).contains("afterwards"));
      pias.await(Event.AccessEnded.class, it -> it.conversation().equals(thread));
      assertThat(texts(members, thread)).containsExactly("before", "meanwhile", "afterwards");
      assertThat(texts(pias, thread)).containsExactly("before");
    }
  }

  @Test
  void sessionThatIsRevokedOnOneNodeEndsOnTheOther() {
    ConversationId thread = TestSteps.thread(ADA, "Session");
    TestPerson uma = TestSteps.external(ONE, ADA, thread, "Uma");
    TestPerson device = ONE.signIn("Uma");
    try (TestClient two = device.at(TWO).connect()) {
      Receipt receipt =
          uma.call(new SessionCommand.Revoke(TestSteps.clientId(), two.hello().session()));
      assertThat(receipt.nodes()).extracting(NodeReceipt::sessions).contains(1);
      assertThat(two.closeCode()).isEqualTo(CloseCode.SESSION_ENDED.number());
    }
  }

  /** What was said while a node was away is there when it is back, live and read. */
  @Test
  void nodeThatStartsLaterKnowsEverything() {
    ConversationId thread = TestSteps.thread(ADA, "Later");
    TestSteps.send(ADA, thread, "early");
    try (Server three = ONE.beside(Map.of())) {
      serves(three);
      try (TestClient reader = reader(ADA.at(three), thread)) {
        assertThat(TestSteps.texts(ADA.at(three), thread)).containsExactly("early");
        TestSteps.send(ADA, thread, "late");
        await().atMost(PATIENCE).until(() -> texts(reader, thread).contains("late"));
        assertThat(texts(reader, thread)).containsExactly("late");
      }
    }
    long start = System.nanoTime();
    TestPerson kim = TestSteps.external(ONE, ADA, thread, "Kim");
    TestSteps.remove(ADA, thread, kim.account());
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PATIENCE);
  }

  /** Typing and receipts reach those who have it open there; a mark, the person's own devices. */
  @Test
  void whatStandsInNoLogReachesTheDevicesOfTheOtherNode() {
    ConversationId thread = TestSteps.thread(ADA, "Signals");
    TestPerson ivo = TestSteps.external(ONE, ADA, thread, "Ivo");
    long pos = TestSteps.send(ivo, thread, "hello").pos();
    try (TestClient one = reader(ADA, thread);
        TestClient other = ONE.signInAs(ADA).at(TWO).connect();
        TestClient ivos = reader(ivo.at(TWO), thread)) {
      knowEachOther(one, ivo, ivos, ADA);
      one.call(new InterestCommand.StartTyping(thread));
      ivos.await(Event.Typing.class, it -> it.person().equals(ADA.account()));
      one.call(new InboxCommand.MarkRead(thread, pos));
      other.await(Event.MarkerMoved.class, it -> it.conversation().equals(thread));
      ivos.await(Event.ReceiptMoved.class, it -> it.conversation().equals(thread));
    }
  }

  /** Waits until each is seen by the node of the other. */
  private static void knowEachOther(
      TestClient one, TestPerson atTwo, TestClient two, TestPerson atOne) {
    await().atMost(PATIENCE).until(() -> state(one, atTwo) == PresenceState.ONLINE);
    await().atMost(PATIENCE).until(() -> state(two, atOne) == PresenceState.ONLINE);
  }

  private static PresenceState state(TestClient client, TestPerson person) {
    return client
        .call(new InterestCommand.Subscribe(List.of(person.account())))
        .presences()
        .stream()
        .map(Presence::state)
        .findFirst()
        .orElse(PresenceState.OFFLINE);
  }

  @Test
  void whoIsConnectedToOneNodeIsThereForTheOther() {
    ConversationId thread = TestSteps.thread(ADA, "There");
    TestPerson eva = TestSteps.external(ONE, ADA, thread, "Eva");
    try (TestClient two = ONE.signInAs(ADA).at(TWO).connect()) {
      try (TestClient evas = eva.connect()) {
        await().atMost(PATIENCE).until(() -> state(two, eva) == PresenceState.ONLINE);
        evas.call(new InterestCommand.SetPresence(PresenceState.AWAY, Optional.of("at lunch")));
        two.await(
            Event.PresenceChanged.class,
            it -> it.presence().text().equals(Optional.of("at lunch")));
      }
      two.await(Event.PresenceChanged.class, it -> it.presence().state() == PresenceState.OFFLINE);
    }
  }

  /** An account has so many connections on all nodes together; the oldest gives way. */
  @Test
  void connectionsOfAnAccountAreCountedOverAllNodes() {
    ConversationId thread = TestSteps.thread(ADA, "Many");
    TestSteps.external(ONE, ADA, thread, "Lea");
    List<TestClient> clients = new ArrayList<>();
    try {
      for (int i = 0; i <= CONNECTIONS_MAX; i++) {
        TestPerson device = ONE.signIn("Lea");
        clients.add((i % 2 == 0 ? device : device.at(TWO)).connect());
      }
      assertThat(clients.getFirst().closeCode()).isEqualTo(CloseCode.TOO_MANY_CONNECTIONS.number());
      assertThat(clients.subList(1, clients.size())).noneMatch(TestClient::isClosed);
    } finally {
      clients.forEach(TestClient::close);
    }
  }

  @Test
  void statusTellsOfEachNode() {
    try (TestClient two = ONE.signInAs(ADA).at(TWO).connect()) {
      await().atMost(PATIENCE).until(() -> connections() > 0);
      assertThat(two.isClosed()).isFalse();
    }
    await()
        .atMost(PATIENCE)
        .until(() -> nodes().stream().filter(TwoNodesWireTest::serves).count() == 2);
    assertThat(nodes()).noneMatch(node -> node.host().isEmpty() || node.version().isEmpty());
  }

  private static boolean serves(NodeStatus node) {
    return !node.lease().orElseThrow().isNegative();
  }

  private static List<NodeStatus> nodes() {
    return new ClusterStatusStore().nodes(ONE.database().database());
  }

  private static long connections() {
    return nodes().stream().mapToLong(NodeStatus::connections).sum();
  }

  /** One session has one connection, wherever: the newer one takes its place. */
  @Test
  void connectionOfASessionTakesThePlaceOfOneAtAnotherNode() {
    ConversationId thread = TestSteps.thread(ADA, "Moved");
    TestPerson max = TestSteps.external(ONE, ADA, thread, "Max");
    try (TestClient before = max.connect();
        TestClient now = max.at(TWO).connect()) {
      assertThat(before.closeCode()).isEqualTo(CloseCode.TOO_MANY_CONNECTIONS.number());
      assertThat(now.isClosed()).isFalse();
    }
  }
}
