package io.drawbridge.server.app;

import io.drawbridge.server.cluster.ClusterStatusStore;
import io.drawbridge.server.cluster.ClusterStatusStore.NodeStatus;
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

/** Tells how the nodes of a database are. Shows nothing of what they serve. */
@Command(
    name = "cluster",
    description = "status tells which nodes serve the database, and how they are",
    mixinStandardHelpOptions = true)
@LetsOut(Surface.TERMINAL)
final class ClusterCommand implements Callable<Integer> {
  private static final String STATUS = "status";

  @Mixin private final ConfigFlags flags;

  @Parameters(index = "0", arity = "0..1", paramLabel = "TASK", description = STATUS)
  private String task = "";

  ClusterCommand(ConfigFlags flags) {
    this.flags = flags;
  }

  @Override
  public Integer call() {
    if (!task.equals(STATUS)) {
      throw new ParameterException(
          flags.commandLine(), "unknown task: %s (expected: %s)".formatted(task, STATUS));
    }
    AdminWork.carryOut(flags.load(), work -> show(work.database(), flags.out()));
    return 0;
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
    nodes.forEach(node ->
        out.println(
            "  %s  %s  %s  %d  %s  %d  %d  %s"
                .formatted(
                    node.id(),
                    node.host(),
                    node.version(),
                    node.generation(),
                    node.startedAt().truncatedTo(ChronoUnit.SECONDS),
                    node.connections(),
                    node.owed(),
                    node.lease().map(ClusterCommand::right).orElse("alone"))));
  }

  private static String right(Duration lease) {
    return lease.isNegative()
        ? "ended %d s ago".formatted(lease.negated().toSeconds())
        : "for %d ms".formatted(lease.toMillis());
  }
}
