package io.drawbridge.load;

import io.drawbridge.load.simulate.Seeds;
import io.drawbridge.load.simulate.Simulation;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./drawbridge load simulate}. */
@Command(
    name = "simulate",
    description = "Several nodes in one thread, by seed: the promise is judged after every step.")
final class SimulateCommand implements Callable<Integer> {
  @Option(names = "--seeds", converter = Count.class, description = "that are run")
  private int seeds = 10_000;

  @Option(names = "--from", description = "the first of them")
  private long from = 1;

  @Option(names = "--seed", description = "one that is run again, and told step by step")
  private @Nullable Long seed;

  @Override
  public Integer call() {
    // All actors on one carrier, so that the step from one to the next is cheap.
    System.setProperty("jdk.virtualThreadScheduler.parallelism", "1");
    if (seed != null) {
      return told(Seeds.replay(seed));
    }
    Seeds.Result result = Seeds.run(from, seeds);
    Report.print(result.report());
    Optional<Simulation.Outcome> violated = result.violated();
    return violated.isEmpty() ? 0 : told(violated.get());
  }

  private static int told(Simulation.Outcome outcome) {
    outcome.trace().forEach(Report::print);
    Report.print(
        outcome
            .violation()
            .map(how -> "seed %d: %s".formatted(outcome.seed(), how))
            .orElse("seed %d: nothing is violated".formatted(outcome.seed())));
    return outcome.violation().isEmpty() ? 0 : 1;
  }
}
