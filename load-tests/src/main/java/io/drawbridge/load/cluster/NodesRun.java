package io.drawbridge.load.cluster;

import io.drawbridge.load.audit.Auditor;
import io.drawbridge.load.audit.Violation;
import io.drawbridge.load.driver.Cluster;
import io.drawbridge.load.driver.Cluster.Doorbell;
import io.drawbridge.load.driver.ClusterNode;
import io.drawbridge.load.driver.Workspace;
import io.drawbridge.load.driver.wire.TcpProxy;
import io.drawbridge.load.measure.Latencies;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.result.AccountResult;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;

/** Removals on several nodes, with nothing the matter and with each fault in turn. */
public final class NodesRun {
  private static final int CONVERSATIONS = 2;
  private static final int SPEAKERS_EACH = 2;
  private static final int NODES_MIN = 2;
  private static final int VIOLATIONS_SHOWN = 10;
  private static final Duration CATCH_UP_MAX = Duration.ofSeconds(90);
  private static final int CALM_MS = 500;

  /** After a fault the nodes have still something to catch up with. */
  private static final int AFTERMATH_MS = 1_000;

  private final Plan plan;
  private final Consumer<String> out;
  private final SplittableRandom random;
  private final Auditor auditor = new Auditor();
  private final Tally tally = new Tally();
  private volatile boolean wanted = true;

  /**
   * The things that are to be done.
   *
   * @param nodes 2 at least
   * @param doorbell of the nodes
   * @param faults each for as many removals
   * @param removals with each fault, and as many with none
   * @param guests people who come and go at a time
   * @param witnesses people who stay
   * @param rate messages a second in all
   * @param faultMax the longest time for one fault
   * @param seed of the moments; what the machine makes of them is its own matter
   */
  public record Plan(
      int nodes,
      Doorbell doorbell,
      List<Fault> faults,
      int removals,
      int guests,
      int witnesses,
      int rate,
      Duration faultMax,
      long seed) {

    /** Checks what only makes sense together. */
    public Plan {
      faults = List.copyOf(faults);
      if (nodes < NODES_MIN) {
        throw new IllegalArgumentException("--nodes: %d (expected: 2 or more)".formatted(nodes));
      }
      if (doorbell != Doorbell.NATS && faults.stream().anyMatch(Fault::needsNats)) {
        throw new IllegalArgumentException(
            "--faults: doorbell (expected: with --doorbell nats only)");
      }
    }
  }

  /**
   * A run.
   *
   * @param out gets what is to be said meanwhile, and the report
   */
  public NodesRun(Plan plan, Consumer<String> out) {
    this.plan = plan;
    this.out = out;
    this.random = new SplittableRandom(plan.seed());
  }

  /** Runs; returns what did not hold. */
  public List<String> run() throws Exception {
    long start = System.nanoTime();
    try (Cluster cluster = Cluster.start(plan.nodes(), plan.doorbell());
        TcpProxy balancer = TcpProxy.open(() -> any(cluster).uri().getPort())) {
      out.accept("%d nodes serve after %d s".formatted(plan.nodes(), seconds(start)));
      Workspace workspace = cluster.workspace();
      Asking asking = new Asking(cluster);
      Guest.Place place = new Guest.Place(workspace, asking, auditor, tally);
      List<Witness> witnesses = new ArrayList<>();
      List<Speaker> speakers = new ArrayList<>();
      List<Guest> guests = new ArrayList<>();
      gather(place, URI.create("http://127.0.0.1:" + balancer.port()), witnesses, speakers, guests);
      boolean played = false;
      try {
        play(cluster, speakers, guests);
        played = true;
        long deadline = System.nanoTime() + CATCH_UP_MAX.toNanos();
        for (Witness witness : witnesses) {
          witness.await(last(speakers, witness.conversation()), deadline);
        }
      } finally {
        witnesses.forEach(Witness::close);
        if (!played) {
          out.accept("what was seen before it broke off:\n" + tally.table());
        }
      }
      return report(start, speakers, witnesses.size(), asking);
    }
  }

  private static ClusterNode any(Cluster cluster) {
    List<ClusterNode> nodes = cluster.nodes();
    return nodes.get(ThreadLocalRandom.current().nextInt(nodes.size()));
  }

  private void gather(
      Guest.Place place,
      URI balancer,
      List<Witness> witnesses,
      List<Speaker> speakers,
      List<Guest> guests) {
    Workspace workspace = place.workspace();
    Duration every =
        Duration.ofSeconds(1)
            .multipliedBy((long) CONVERSATIONS * SPEAKERS_EACH)
            .dividedBy(plan.rate());
    List<AccountResult.Tokens> known =
        workspace.externals(workspace.group("Anteroom"), "guest", plan.guests());
    for (int c = 0; c < CONVERSATIONS; c++) {
      ConversationId group = workspace.group("Removals %d".formatted(c));
      for (int s = 0; s < SPEAKERS_EACH; s++) {
        speakers.add(new Speaker(place, group, every));
      }
      int count = (plan.witnesses() + CONVERSATIONS - 1 - c) / CONVERSATIONS;
      for (AccountResult.Tokens tokens :
          workspace.externals(group, "witness%d-".formatted(c), count)) {
        String name = "witness " + witnesses.size();
        Witness witness = new Witness(name, tokens, group, balancer, place.auditor());
        witness.begin();
        witnesses.add(witness);
      }
      for (int g = c; g < known.size(); g += CONVERSATIONS) {
        guests.add(new Guest("guest " + g, known.get(g), group, place, random.split()));
      }
    }
  }

  private void play(Cluster cluster, List<Speaker> speakers, List<Guest> guests) throws Exception {
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> playing = new ArrayList<>();
      List<Future<?>> speaking = new ArrayList<>();
      try {
        for (Speaker speaker : speakers) {
          speaking.add(
              executor.submit(() -> {
                speaker.play(() -> wanted || playing.stream().anyMatch(it -> !it.isDone()));
                return 0;
              }));
        }
        for (Guest guest : guests) {
          playing.add(
              executor.submit(() -> {
                guest.play(() -> wanted);
                return 0;
              }));
        }
        calm(playing);
        for (Fault fault : plan.faults()) {
          make(cluster, fault, playing);
        }
      } finally {
        wanted = false;
      }
      for (Future<?> one : playing) {
        one.get();
      }
      for (Future<?> one : speaking) {
        one.get();
      }
    }
  }

  private void calm(List<Future<?>> playing) throws Exception {
    long end = System.nanoTime() + plan.faultMax().toNanos();
    while (tally.removals(Tally.CALM) < plan.removals() && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(CALM_MS);
      check(playing);
    }
    out.accept("%d removals with nothing the matter".formatted(tally.removals(Tally.CALM)));
  }

  /** Makes a fault at each node in turn, until as many people were removed under it. */
  private void make(Cluster cluster, Fault fault, List<Future<?>> playing) throws Exception {
    long end = System.nanoTime() + plan.faultMax().toNanos();
    int time = 0;
    while ((time < plan.nodes() || tally.removals(fault.toString()) < plan.removals())
        && System.nanoTime() < end) {
      ClusterNode node = cluster.nodes().get(time % plan.nodes());
      int deaths = deaths(cluster);
      tally.begin(fault);
      fault.make(cluster, node, variant(time), random);
      cluster.awaitServing();
      TimeUnit.MILLISECONDS.sleep(AFTERMATH_MS);
      tally.end(deaths(cluster) - deaths);
      check(playing);
      time++;
      out.accept(
          "%s %d at node %d: %d removals, %d bytes after"
              .formatted(
                  fault, time, node.number(), tally.removals(fault.toString()), tally.after()));
      TimeUnit.MILLISECONDS.sleep(CALM_MS);
    }
  }

  /** Each node gets the variants of a fault in turn, also with an even number of nodes. */
  private int variant(int time) {
    return plan.nodes() % 2 == 1 ? time : time + time / plan.nodes();
  }

  private static int deaths(Cluster cluster) {
    return cluster.nodes().stream().mapToInt(ClusterNode::deaths).sum();
  }

  /** A guest who cannot go on ends the run. */
  private static void check(List<Future<?>> playing) throws IOException, InterruptedException {
    for (Future<?> one : playing) {
      if (one.isDone()) {
        try {
          one.get();
        } catch (ExecutionException failed) {
          throw new IOException("a guest cannot go on", failed.getCause());
        }
      }
    }
  }

  private static long last(List<Speaker> speakers, ConversationId conversation) {
    return speakers.stream()
        .filter(speaker -> speaker.conversation().equals(conversation))
        .mapToLong(Speaker::last)
        .max()
        .orElse(0);
  }

  private List<String> report(long start, List<Speaker> speakers, int witnesses, Asking asking) {
    Histogram sends = Latencies.histogram();
    speakers.forEach(speaker -> sends.add(speaker.times()));
    List<Violation> violations = auditor.judge();
    out.accept(
        """

        %d nodes, doorbell %s, %d messages a second, %d guests, %d witnesses, seed %d, %d s; \
        times p50 / p95 / p99 / max
        %s
        messages %d, of which until the acknowledgement %s ms; received %d; violations %d
        asked for after the removal %d times, shown %d times; "internal" %d times
        """
            .formatted(
                plan.nodes(),
                plan.doorbell(),
                plan.rate(),
                plan.guests(),
                witnesses,
                plan.seed(),
                seconds(start),
                tally.table(),
                speakers.stream().mapToLong(Speaker::said).sum(),
                Latencies.percentiles(sends),
                auditor.deliveries(),
                violations.size(),
                tally.asked(),
                tally.shown(),
                asking.internal()));
    return failures(violations);
  }

  private List<String> failures(List<Violation> violations) {
    List<String> failed = new ArrayList<>();
    violations.stream().limit(VIOLATIONS_SHOWN).map(Violation::toString).forEach(failed::add);
    if (violations.size() > VIOLATIONS_SHOWN) {
      failed.add("%d violations in all".formatted(violations.size()));
    }
    if (tally.after() > 0) {
      failed.add("%d bytes after a receipt".formatted(tally.after()));
    }
    if (tally.shown() > 0) {
      failed.add("shown %d times to somebody who had been removed".formatted(tally.shown()));
    }
    if (tally.before() == 0) {
      failed.add("nothing came before a receipt either: the check sees nothing");
    }
    for (Fault fault : plan.faults()) {
      if (tally.removals(fault.toString()) < plan.removals()) {
        failed.add(
            "%s: %d of %d removals"
                .formatted(fault, tally.removals(fault.toString()), plan.removals()));
      }
    }
    return Collections.unmodifiableList(failed);
  }

  private static long seconds(long start) {
    return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
  }
}
