package io.drawbridge.load.driver;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Several servers on one database, as real processes, with a workspace. A server that dies is
 * started again. Thread-safe.
 */
public final class Cluster implements AutoCloseable {
  private static final Duration SERVES_WITHIN = Duration.ofMinutes(2);
  private static final int LOOK_MS = 100;

  private final MailSink mails;
  private final SharedDatabase database;
  private final Optional<NatsServer> nats;
  private final List<ClusterNode> nodes = new ArrayList<>();
  private final ScheduledExecutorService keeper = Executors.newSingleThreadScheduledExecutor();

  /** The ways in which servers tell each other that there is something to read. */
  public enum Doorbell {
    POLL,
    NOTIFY,
    NATS
  }

  private Cluster(MailSink mails, SharedDatabase database, Optional<NatsServer> nats) {
    this.mails = mails;
    this.database = database;
    this.nats = nats;
  }

  /**
   * Starts as many.
   *
   * @throws IOException if something does not start; nothing is left running then
   */
  public static Cluster start(int nodes, Doorbell doorbell)
      throws IOException, InterruptedException {
    Optional<NatsServer> nats =
        doorbell == Doorbell.NATS ? Optional.of(NatsServer.start()) : Optional.empty();
    Cluster cluster = new Cluster(MailSink.start(), SharedDatabase.make(), nats);
    try {
      Map<String, String> settings = Testbed.unlimited(cluster.mails);
      settings.put("CLUSTER", doorbell.name().toLowerCase(Locale.ROOT));
      for (int i = 0; i < nodes; i++) {
        cluster.nodes.add(ClusterNode.start(i, cluster.database, nats, settings));
      }
      cluster.keeper.scheduleWithFixedDelay(
          () -> cluster.nodes.forEach(ClusterNode::revive),
          LOOK_MS,
          LOOK_MS,
          TimeUnit.MILLISECONDS);
      return cluster;
    } catch (IOException | RuntimeException failed) {
      cluster.close();
      throw failed;
    }
  }

  /** Makes the workspace by the link that the last server printed. */
  public Workspace workspace() throws InterruptedException {
    ClusterNode last = nodes.getLast();
    return Workspace.make(last.server(), last.door(), mails);
  }

  public List<ClusterNode> nodes() {
    return List.copyOf(nodes);
  }

  public SharedDatabase database() {
    return database;
  }

  /** The server of NATS, if that is the doorbell. */
  public Optional<NatsServer> nats() {
    return nats;
  }

  /**
   * Waits until all servers serve.
   *
   * @throws IOException if one does not
   */
  public void awaitServing() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + SERVES_WITHIN.toNanos();
    for (ClusterNode node : nodes) {
      while (true) {
        try {
          node.server().awaitReady();
          break;
        } catch (IOException dead) {
          if (System.nanoTime() > deadline) {
            throw dead;
          }
          // The keeper starts it again.
          TimeUnit.MILLISECONDS.sleep(LOOK_MS);
        }
      }
    }
  }

  @Override
  public void close() {
    keeper.shutdownNow();
    nodes.parallelStream().forEach(ClusterNode::close);
    nats.ifPresent(NatsServer::close);
    database.close();
    mails.close();
  }
}
