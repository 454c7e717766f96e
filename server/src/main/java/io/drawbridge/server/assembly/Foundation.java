package io.drawbridge.server.assembly;

import io.drawbridge.protocol.codec.FrameCodec;
import io.drawbridge.server.background.Jobs;
import io.drawbridge.server.background.PeriodicTask;
import io.drawbridge.server.cluster.DeadMan;
import io.drawbridge.server.cluster.Doorbell;
import io.drawbridge.server.cluster.LeasedNode;
import io.drawbridge.server.cluster.Node;
import io.drawbridge.server.cluster.Nodes;
import io.drawbridge.server.cluster.VersionGate;
import io.drawbridge.server.cluster.nats.NatsDoorbell;
import io.drawbridge.server.cluster.notify.NotifyDoorbell;
import io.drawbridge.server.config.ClusterConfig;
import io.drawbridge.server.config.ServerConfig;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.db.DatabaseClock;
import io.drawbridge.server.db.Ids;
import io.drawbridge.server.observe.Health;
import io.drawbridge.server.observe.MetricName;
import io.drawbridge.server.observe.Metrics;
import io.drawbridge.server.observe.SecurityLog;
import io.drawbridge.server.platform.Platform;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The base of every part: threads, time, codec, metrics, health, and the list of what to stop. */
public final class Foundation {
  private static final Logger LOG = LoggerFactory.getLogger(Foundation.class);
  private static final int STOP_SECONDS_MAX = 5;

  /** The time for which a node of a cluster may serve without hearing from the database. */
  private static final Duration LEASE = Duration.ofSeconds(3);

  public final Closing closing;
  final Metrics metrics = new Metrics();
  final Health health = new Health();
  final SecurityLog security;
  public final FrameCodec codec = new FrameCodec();

  /** A virtual thread for each task. */
  final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("work-", 0).factory());

  final Jobs jobs;

  /** Starts short tasks at their time. */
  final ScheduledExecutorService timer = timer();

  public final SecureRandom random = new SecureRandom();

  private Foundation(ServerConfig.Log log, Safety safety, Closing closing) {
    this.jobs = new Jobs(safety.pauseMax());
    this.closing = closing;
    this.security = new SecurityLog(metrics, log.sources() == ServerConfig.Sources.SHOWN);
  }

  public static Foundation lay(ServerConfig.Log log, Safety safety, Closing closing) {
    Foundation foundation = new Foundation(log, safety, closing);
    foundation.closing.add("work threads", () -> stop(foundation.threads));
    foundation.closing.add("timer", () -> stop(foundation.timer));
    return foundation;
  }

  private static ScheduledExecutorService timer() {
    ScheduledThreadPoolExecutor timer =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("timer").daemon(true).factory());
    timer.setRemoveOnCancelPolicy(true);
    return timer;
  }

  /** The platform of features, on a database. */
  public Platform platform(Database database, DatabaseClock clock, Ids ids) {
    return new Platform(database, clock, ids, random, codec, metrics, security, threads, jobs);
  }

  /**
   * Makes this process a node, once the schema is up to date.
   *
   * @param gate brings it there, if no node of another version stands in the way
   * @param killed as one of several, the kernel ends it when it is stopped beyond its lease
   * @param replaced runs when another has taken its place
   */
  public Node node(
      Database database,
      Ids ids,
      VersionGate gate,
      ClusterConfig cluster,
      boolean killed,
      Runnable replaced) {
    Doorbell doorbell = doorbell(cluster, database);
    metrics.gauge(MetricName.DOORBELL_HEARS, doorbell, it -> it.hears() ? 1 : 0);
    Node node =
        cluster.mode() == ClusterConfig.Mode.OFF
            ? Nodes.start(database, ids, gate, threads, replaced)
            : joined(database, ids, gate, doorbell, killed, replaced);
    closing.add("node", node);
    health.check("node", node::whyNotReady);
    metrics.gauge(MetricName.NODE_SERVES, node, it -> it.serves() ? 1 : 0);
    return node;
  }

  private Doorbell doorbell(ClusterConfig cluster, Database database) {
    return switch (cluster.mode()) {
      case OFF, POLL -> Doorbell.SILENT;
      case NOTIFY -> NotifyDoorbell.start(database, threads);
      case NATS -> NatsDoorbell.start(cluster.nats().orElseThrow(), threads);
    };
  }

  private Node joined(
      Database database,
      Ids ids,
      VersionGate gate,
      Doorbell doorbell,
      boolean killed,
      Runnable replaced) {
    Optional<DeadMan> deadMan = killed ? DeadMan.make() : Optional.empty();
    if (killed && deadMan.isEmpty()) {
      LOG.warn("no timer of the kernel ends this node when it is stopped beyond its lease");
    }
    return LeasedNode.join(database, ids, gate, LEASE, doorbell, deadMan, threads, timer, replaced);
  }

  /** Runs the task again and again until the server stops, each time so long after it has ended. */
  void every(PeriodicTask task) {
    closing.add(task.name(), jobs.every(task.name(), task.pause(), task.round()));
  }

  private static void stop(ExecutorService executor) throws InterruptedException {
    executor.shutdownNow();
    if (!executor.awaitTermination(STOP_SECONDS_MAX, TimeUnit.SECONDS)) {
      LOG.warn("some work was still under way when the server stopped");
    }
  }
}
