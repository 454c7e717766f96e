package io.drawbridge.load.simulate;

import io.drawbridge.load.simulate.Oracle.Edge;
import io.drawbridge.protocol.codec.FrameCodec;
import io.drawbridge.protocol.conversation.EndReason;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.SessionId;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.cluster.Cut;
import io.drawbridge.server.cluster.Doorbell;
import io.drawbridge.server.delivery.peer.Batch;
import io.drawbridge.server.observe.Metrics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * The world of one seed: a domain with a group, two threads and two people, the nodes that serve
 * it, and what happens to them.
 */
final class World {
  static final DomainId DOMAIN = new DomainId(1);
  static final Duration LEASE = Duration.ofSeconds(3);
  static final FrameCodec CODEC = new FrameCodec();
  static final Metrics METRICS = new Metrics();

  private static final ConversationId GROUP = new ConversationId(10);
  private static final List<ConversationId> THREADS =
      List.of(new ConversationId(11), new ConversationId(12));
  private static final List<ConversationId> ALL =
      List.of(GROUP, THREADS.getFirst(), THREADS.getLast());
  private static final List<AccountId> PEOPLE = List.of(new AccountId(21), new AccountId(22));
  private static final int CHANGES_MAX = 10;
  private static final long SHORTEST_MILLIS = 2_500;
  private static final long LONGEST_MILLIS = 6_000;

  private final Timeline timeline;
  private final Set<Fault> faults;
  private final LinkRows links = new LinkRows(DOMAIN, GROUP);
  private final LogRows log = new LogRows();
  private final LedgerRows ledger;
  private final Oracle oracle;
  private final Promise promise = new Promise(this);
  private final List<SimulatedNode> nodes = new ArrayList<>();
  private final List<Edge> edges = new ArrayList<>();
  private final Map<Long, String> coordinators = new HashMap<>();
  private final Timeline.Owner outside = new Timeline.Owner();
  private final long end;
  private Optional<SimulatedNode> crashing = Optional.empty();
  private boolean calm;
  private int started;
  private long sessions;

  World(Timeline timeline, Set<Fault> faults) {
    this.timeline = timeline;
    this.faults = Set.copyOf(faults);
    this.ledger = new LedgerRows(() -> timeline.now() / 1_000);
    this.end = timeline.now() + timeline.draw(SHORTEST_MILLIS, LONGEST_MILLIS);
    Set<Edge> initial = new HashSet<>();
    for (AccountId person : PEOPLE) {
      ALL.forEach(it -> edges.add(new Edge.Person(person, it)));
      THREADS.forEach(it -> edges.add(new Edge.Exclusion(person, it)));
      initial.add(new Edge.Person(person, GROUP));
      initial.add(new Edge.Person(person, THREADS.getLast()));
    }
    THREADS.forEach(it -> edges.add(new Edge.Via(it)));
    THREADS.forEach(it -> initial.add(new Edge.Via(it)));
    edges.stream().filter(initial::contains).forEach(links::start);
    this.oracle = new Oracle(GROUP, initial);
    int count = 2 + timeline.random().nextInt(2);
    for (int i = 0; i < count; i++) {
      start();
    }
    for (int i = 0; i < 2 * PEOPLE.size(); i++) {
      comesAgain(i % PEOPLE.size());
    }
    often("writer", 30, 400, () -> any(node -> node.post(timeline.pick(ALL))));
    often("reader", 100, 800, () -> any(node -> node.history(timeline.pick(ALL))));
    often("change", 50, 900, this::changes);
    often("trouble", 100, 1_600, this::trouble);
    often("repeat", 200, 1_000, this::repeat);
    often("sweep", 500, 6_000, this::sweep);
  }

  Timeline timeline() {
    return timeline;
  }

  LinkRows links() {
    return links;
  }

  LogRows log() {
    return log;
  }

  LedgerRows ledger() {
    return ledger;
  }

  Oracle oracle() {
    return oracle;
  }

  Promise promise() {
    return promise;
  }

  List<SimulatedNode> nodes() {
    return nodes;
  }

  boolean has(Fault fault) {
    return faults.contains(fault);
  }

  /** The likelihood of something that does not happen in calm times. */
  double trouble(double likelihood) {
    return calm ? 0 : likelihood;
  }

  /** Goes on until the time is over, or something is wrong. */
  void live(boolean calmAfter) {
    while (timeline.now() < end && promise.violation().isEmpty()) {
      proceed();
    }
    if (!calmAfter) {
      return;
    }
    calm = true;
    timeline.note(() -> "calm");
    nodes.forEach(node -> {
      node.stopUntil(0);
      node.database().cutOffUntil(0);
    });
    long later = timeline.now() + 3 * LEASE.toNanos();
    while (timeline.now() < later && promise.violation().isEmpty()) {
      proceed();
    }
    promise.calm();
  }

  /** Ends everything. */
  void end() {
    List.copyOf(nodes).forEach(timeline::kill);
    timeline.kill(outside);
  }

  private void proceed() {
    timeline.proceed(this::timePassed);
    crashing.filter(nodes::contains).ifPresent(this::kill);
    crashing = Optional.empty();
    promise.look();
  }

  private void timePassed() {
    for (SimulatedNode node : List.copyOf(nodes)) {
      if (node.isToBeKilled() && !has(Fault.NO_KERNEL_TIMER)) {
        timeline.note(() -> "the kernel kills " + node.id());
        promise.killed(node);
        kill(node);
      }
    }
    promise.timePassed();
  }

  private void often(String name, long fromMillis, long toMillis, Runnable task) {
    timeline.spawn(
        outside,
        name,
        () -> {
          while (true) {
            timeline.sleep(timeline.draw(fromMillis, toMillis));
            task.run();
          }
        });
  }

  private interface Deed {
    void of(SimulatedNode node);
  }

  private void any(Deed deed) {
    if (!nodes.isEmpty() && !calm) {
      SimulatedNode node = timeline.pick(nodes);
      node.spawn("command", () -> deed.of(node));
    }
  }

  private void start() {
    started++;
    SimulatedNode node = new SimulatedNode(this, "n" + started);
    nodes.add(node);
    timeline.note(() -> node.id() + " starts");
  }

  private void kill(SimulatedNode node) {
    nodes.remove(node);
    timeline.kill(node);
    for (int i = 0; i < PEOPLE.size(); i++) {
      comesAgain(i);
    }
    timeline.spawn(
        outside,
        "start",
        () -> {
          timeline.sleep(timeline.draw(10, 2_000));
          start();
        });
  }

  /** A person connects, a moment later, to some node. */
  void comesAgain(int person) {
    timeline.spawn(
        outside,
        "connect",
        () -> {
          timeline.sleep(timeline.draw(1, 500));
          if (!nodes.isEmpty()) {
            SimulatedNode node = timeline.pick(nodes);
            SessionId session = new SessionId(++sessions);
            node.spawn("connect", () -> node.connect(person, PEOPLE.get(person), session));
          }
        });
  }

  /** One change, or two at about the same time. */
  private void changes() {
    change();
    if (timeline.chance(0.6)) {
      change();
    }
  }

  private void change() {
    if (oracle.head() < CHANGES_MAX - 1) {
      List<Edge> together = new ArrayList<>();
      together.add(timeline.pick(edges));
      if (timeline.chance(0.25)) {
        together.add(timeline.pick(edges));
      }
      any(node -> node.change(together));
    }
  }

  /** Commits a change by a lane of a node. */
  void commit(String node, long lane, Edge edge) {
    long epoch = links.change(edge, log.mark());
    oracle.switched(edge);
    coordinators.put(epoch, node);
    boolean narrows = oracle.narrows(epoch);
    log.commit(
        lane,
        Optional.of(new Batch.Change.OfDomain(DOMAIN, epoch - 1, epoch, narrows, false)),
        List.of());
    timeline.note(
        () -> "%s commits epoch %d: %s %s".formatted(node, epoch, edge, narrows ? "off" : "on"));
  }

  List<Long> narrowing(long before, long last) {
    return LongStream.rangeClosed(before + 1, last).filter(oracle::narrows).boxed().toList();
  }

  /** The people whom these changes concern, and what they lost. */
  Cut cut(long before, long last) {
    Map<AccountId, List<Cut.Lost>> lost = new HashMap<>();
    Set<AccountId> concerned = new HashSet<>();
    for (AccountId person : PEOPLE) {
      if (LongStream.rangeClosed(before + 1, last).anyMatch(at -> oracle.concerns(at, person))) {
        concerned.add(person);
        List<Cut.Lost> ends =
            ALL.stream()
                .filter(
                    it -> oracle.hasPath(before, person, it) && !oracle.hasPath(last, person, it))
                .map(it -> new Cut.Lost(it, EndReason.REMOVED))
                .toList();
        if (!ends.isEmpty()) {
          lost.put(person, ends);
        }
      }
    }
    return new Cut(Instant.EPOCH, concerned, lost, Map.of());
  }

  /** Returns whether the node is dead that would answer a change. */
  private boolean isForsaken(long epoch) {
    return nodes.stream().noneMatch(node -> node.id().equals(coordinators.get(epoch)));
  }

  private void repeat() {
    LongStream.rangeClosed(1, oracle.head())
        .filter(oracle::narrows)
        .filter(epoch -> !ledger.isClosed(DOMAIN.value(), epoch))
        .filter(epoch -> isForsaken(epoch) || timeline.chance(trouble(0.1)))
        .limit(calm ? Long.MAX_VALUE : 1)
        .forEach(epoch -> {
          if (!nodes.isEmpty()) {
            SimulatedNode node = timeline.pick(nodes);
            coordinators.put(epoch, node.id());
            timeline.note(() -> "%s repeats epoch %d".formatted(node.id(), epoch));
            node.spawn("repeat", () -> node.repeat(epoch));
          }
        });
  }

  private void sweep() {
    if (!calm) {
      timeline.note(() -> "batches are swept");
      log.sweep();
      ledger.closeAbandoned(LEASE);
    }
  }

  private void trouble() {
    if (calm || nodes.isEmpty()) {
      return;
    }
    SimulatedNode node = timeline.pick(nodes);
    long until = timeline.now() + timeline.draw(50, 5_000);
    switch (timeline.random().nextInt(5)) {
      case 0, 1 -> {
        timeline.note(() -> node.id() + " is stopped");
        node.stopUntil(until);
      }
      case 2, 3 -> {
        timeline.note(() -> node.id() + " is cut off from the database");
        node.database().cutOffUntil(until);
      }
      default -> {
        // Not by its own actor: it unwinds while nobody else runs.
        timeline.note(() -> node.id() + " crashes");
        crashing = Optional.of(node);
      }
    }
  }

  /** A doorbell that loses and delays. */
  Doorbell doorbell(SimulatedNode rings) {
    return new Doorbell() {
      @Override
      public void ring() {
        for (SimulatedNode node : nodes) {
          if (node != rings && timeline.chance(0.7)) {
            long delay = timeline.draw(0, 60);
            timeline.spawn(
                outside,
                "ring",
                () -> {
                  timeline.sleep(delay);
                  node.rung();
                });
          }
        }
      }

      @Override
      public void listen(Runnable rung) {
        // Each node hears by itself.
      }

      @Override
      public boolean hears() {
        return true;
      }

      @Override
      public void close() {
        // There is nothing to close.
      }
    };
  }
}
