package io.drawbridge.load;

import io.drawbridge.load.scenario.EndsScenario;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./drawbridge load ends}. */
@Command(
    name = "ends",
    description = "One firm loses thousands of grants by one command, while others write.")
final class EndsCommand implements Callable<Integer> {
  @Option(names = "--conversations", converter = Count.class, description = "that it is in")
  private int conversations = 500;

  @Option(names = "--people", converter = Count.class, description = "of it, in each of them")
  private int people = 20;

  @Option(names = "--rate", converter = Count.class, description = "messages a second elsewhere")
  private int rate = 100;

  @Override
  public Integer call() throws Exception {
    Report.print(new EndsScenario(conversations, people, rate).run());
    return 0;
  }
}
