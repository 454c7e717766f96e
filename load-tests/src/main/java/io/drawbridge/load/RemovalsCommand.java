package io.drawbridge.load;

import io.drawbridge.load.scenario.RemovalsScenario;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./drawbridge load removals}. */
@Command(
    name = "removals",
    description = "Removal to receipt with messages in flight, beside a commit of pgbench.")
final class RemovalsCommand implements Callable<Integer> {
  @Option(names = "--members", converter = Count.class, description = "who read along")
  private int members = 1000;

  @Option(names = "--rate", converter = Count.class, description = "messages a second")
  private int rate = 100;

  @Option(names = "--removals", converter = Count.class, description = "of each kind a round")
  private int removals = 300;

  @Option(names = "--rounds", converter = Count.class, description = "how often all is done")
  private int rounds = 3;

  @Override
  public Integer call() throws Exception {
    Report.print(new RemovalsScenario(members, rate, removals, rounds).run());
    return 0;
  }
}
