package io.drawbridge.load;

import io.drawbridge.load.scenario.SendsScenario;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./drawbridge load sends}. */
@Command(name = "sends", description = "Durable acknowledged sends beside pgbench.")
final class SendsCommand implements Callable<Integer> {
  @Option(names = "--rounds", converter = Count.class, description = "samples of each side")
  private int rounds = 3;

  @Option(names = "--seconds", converter = Count.class, description = "the length of a sample")
  private int seconds = 8;

  @Override
  public Integer call() throws Exception {
    Report.print(new SendsScenario(rounds, Duration.ofSeconds(seconds)).run());
    return 0;
  }
}
