package io.drawbridge.load;

import io.drawbridge.load.history.Histories;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./drawbridge load histories}. */
@Command(
    name = "histories",
    description = "Plays random histories and holds them against a model of who may see what.",
    mixinStandardHelpOptions = true)
final class HistoriesCommand implements Callable<Integer> {
  @Option(names = "--seeds", defaultValue = "200", description = "default ${DEFAULT-VALUE}")
  private int seeds = 200;

  @Option(
      names = "--steps",
      defaultValue = "500",
      description = "of a seed, default ${DEFAULT-VALUE}")
  private int steps = 500;

  @Option(names = "--seed", defaultValue = "1", description = "the first, default ${DEFAULT-VALUE}")
  private long first = 1;

  @Option(names = "--at-once", defaultValue = "4", description = "seeds, default ${DEFAULT-VALUE}")
  private int atOnce = 4;

  @Override
  public Integer call() throws Exception {
    return new Histories(first, seeds, steps, atOnce, Report::print).run() ? 0 : 1;
  }
}
