package io.drawbridge.load;

import io.drawbridge.load.history.Histories;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./drawbridge load histories}. */
@Command(
    name = "histories",
    description = "Plays random histories and holds them against a model of who may see what.")
final class HistoriesCommand implements Callable<Integer> {
  @Option(names = "--seeds", converter = Count.class, description = "how many")
  private int seeds = 200;

  @Option(names = "--steps", converter = Count.class, description = "of each")
  private int steps = 500;

  @Option(names = "--seed", description = "the first")
  private long first = 1;

  @Option(names = "--at-once", converter = Count.class, description = "how many at a time")
  private int atOnce = 4;

  @Override
  public Integer call() throws Exception {
    return new Histories(first, seeds, steps, atOnce, Report::print).run() ? 0 : 1;
  }
}
