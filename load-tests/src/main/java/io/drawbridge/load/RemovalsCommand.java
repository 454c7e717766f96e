package io.drawbridge.load;

import io.drawbridge.load.cluster.Fault;
import io.drawbridge.load.cluster.NodesRun;
import io.drawbridge.load.driver.Cluster.Doorbell;
import io.drawbridge.load.scenario.RemovalsScenario;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./drawbridge load removals}. */
@Command(
    name = "removals",
    description =
        "Removal to receipt with messages in flight: on one node beside a commit of pgbench, on"
            + " several with a fault at one after the other, judged at the sockets.")
final class RemovalsCommand implements Callable<Integer> {
  private static final int MEMBERS = 1000;
  private static final int MEMBERS_A_NODE = 2;

  @Option(
      names = "--members",
      converter = Count.class,
      showDefaultValue = Visibility.NEVER,
      description = "who read along. Default: 1000, with several nodes 2 for each")
  private Optional<Integer> members = Optional.empty();

  @Option(names = "--rate", converter = Count.class, description = "messages a second")
  private int rate = 100;

  @Option(
      names = "--removals",
      converter = Count.class,
      description = "of each kind a round; with several nodes, under each fault and under none")
  private int removals = 300;

  @Option(
      names = "--rounds",
      converter = Count.class,
      description = "how often all is done, on one node")
  private int rounds = 3;

  @Option(names = "--nodes", converter = Count.class, description = "processes on one database")
  private int nodes = 1;

  @Option(
      names = "--doorbell",
      description = "how several nodes ring at each other: ${COMPLETION-CANDIDATES}")
  private Doorbell doorbell = Doorbell.POLL;

  @Option(
      names = "--faults",
      split = ",",
      showDefaultValue = Visibility.NEVER,
      description =
          "with several nodes: which of ${COMPLETION-CANDIDATES}, one after the other. Default:"
              + " none")
  private List<Fault> faults = List.of();

  @Option(
      names = "--guests",
      converter = Count.class,
      description = "with several nodes: people who come and go at a time")
  private int guests = 12;

  @Option(
      names = "--minutes",
      converter = Count.class,
      description = "with several nodes: the longest time for one fault")
  private int minutes = 20;

  @Option(names = "--seed", description = "with several nodes: of the moments")
  private long seed = 1;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    if (nodes == 1 && faults.isEmpty()) {
      Report.print(new RemovalsScenario(members.orElse(MEMBERS), rate, removals, rounds).run());
      return 0;
    }
    List<String> failed = new NodesRun(plan(), Report::print).run();
    failed.forEach(check -> Report.print("FAILED: " + check));
    return failed.isEmpty() ? 0 : 1;
  }

  private NodesRun.Plan plan() {
    try {
      return new NodesRun.Plan(
          nodes,
          doorbell,
          faults,
          removals,
          guests,
          members.orElse(MEMBERS_A_NODE * nodes),
          rate,
          Duration.ofMinutes(minutes),
          seed);
    } catch (IllegalArgumentException senseless) {
      throw new ParameterException(spec.commandLine(), senseless.getMessage(), senseless);
    }
  }
}
