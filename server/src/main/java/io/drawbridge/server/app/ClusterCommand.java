package io.drawbridge.server.app;

import io.drawbridge.server.cluster.ClusterStatusStore;
import io.drawbridge.server.cluster.ClusterStatusStore.NodeStatus;
import io.drawbridge.server.config.ServerConfig;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.exit.surface.LetsOut;
import io.drawbridge.server.exit.surface.Surface;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Tells how the nodes of a database are, and has one send its clients off. */
@Command(
    name = "cluster",
    description = {
      "status tells which nodes serve the database, and how they are;",
      "drain NODE has one send its clients to the others, and waits until they are gone"
    },
    mixinStandardHelpOptions = true)
@LetsOut(Surface.TERMINAL)
final class ClusterCommand implements Callable<Integer> {
  private static final String STATUS = "status";
  private static final String DRAIN = "drain";
  private static final Duration LOOK = Duration.ofMillis(200);

  /** The time beyond its own in which a drain is to be over: noticing it, and the last answers. */
  private static final Duration BEYOND = Duration.ofSeconds(30);

  @Mixin private final ConfigFlags flags;

  @Parameters(index = "0", arity = "0..1", paramLabel = "TASK", description = "status or drain")
  private String task = "";

  @Parameters(index = "1", arity = "0..1", paramLabel = "NODE", description = "the id of a node")
  private String node = "";

  ClusterCommand(ConfigFlags flags) {
    this.flags = flags;
  }

  @Override
  public Integer call() {
    if (!task.equals(STATUS) && !task.equals(DRAIN)) {
      throw mistake("unknown task: %s (expected: status, or drain)".formatted(task));
    }
    if (task.equals(DRAIN) == node.isEmpty()) {
      throw mistake(
          task.equals(DRAIN)
              ? "drain: no node is named (expected: an id that status lists)"
              : "status: %s: too much (expected: nothing after it)".formatted(node));
    }
    ServerConfig config = flags.load();
    AdminWork.carryOut(
        config,
        work -> {
          if (task.equals(STATUS)) {
            show(work.database(), flags.out());
          } else {
            Duration most = config.cluster().notice().plus(config.drain()).plus(BEYOND);
            drain(work.database(), node, most, flags.out());
          }
        });
    return 0;
  }

  private ParameterException mistake(String text) {
    return new ParameterException(flags.commandLine(), text);
  }

  static void show(Database database, PrintWriter out) {
    List<NodeStatus> nodes = new ClusterStatusStore().nodes(database);
    if (nodes.isEmpty()) {
      out.println("No node serves this database.");
      return;
    }
    out.println(
        "Nodes (id, host, version, generation, since, connections, removals owed, right to"
            + " serve):");
    nodes.forEach(each ->
        out.println(
            "  %s  %s  %s  %d  %s  %d  %d  %s%s"
                .formatted(
                    each.id(),
                    each.host(),
                    each.version(),
                    each.generation(),
                    each.startedAt().truncatedTo(ChronoUnit.SECONDS),
                    each.connections(),
                    each.owed(),
                    each.lease().map(ClusterCommand::right).orElse("alone"),
                    each.drains() ? ", drains" : "")));
  }

  private static String right(Duration lease) {
    return lease.isNegative()
        ? "ended %d s ago".formatted(lease.negated().toSeconds())
        : "for %d ms".formatted(lease.toMillis());
  }

  /**
   * Has a node send its clients off, and returns when they are gone.
   *
   * @throws IllegalArgumentException if there is no such node, or nobody to take them
   */
  static void drain(Database database, String id, Duration most, PrintWriter out) {
    NodeStatus one = node(database, id);
    if (one.lease().isEmpty()) {
      throw new IllegalArgumentException(
          "node %s serves alone (expected: one of several; stop this one instead)".formatted(id));
    }
    ClusterStatusStore store = new ClusterStatusStore();
    store.drain(database, id);
    out.println("Node %s sends off %d connections.".formatted(id, one.connections()));
    out.flush();
    long by = System.nanoTime() + most.toNanos();
    // The connections are written down a moment after they come: notice first, then nobody.
    while (node(database, id).connections() > 0) {
      if (System.nanoTime() - by > 0) {
        throw new IllegalArgumentException(
            "node %s still has %d connections after %d s (expected: none)"
                .formatted(id, node(database, id).connections(), most.toSeconds()));
      }
      pause();
    }
    out.println("Node %s has no connections any more; stop it when you like.".formatted(id));
  }

  private static NodeStatus node(Database database, String id) {
    return new ClusterStatusStore()
        .nodes(database).stream()
            .filter(each -> each.id().equals(id))
            .findFirst()
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "node %s: unknown (expected: an id that cluster status lists)".formatted(id)));
  }

  private static void pause() {
    try {
      Thread.sleep(LOOK);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
