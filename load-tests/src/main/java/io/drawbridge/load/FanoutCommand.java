package io.drawbridge.load;

import io.drawbridge.load.scenario.FanoutScenario;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./drawbridge load fanout}. */
@Command(name = "fanout", description = "Server CPU per delivery beside a bare broadcaster.")
final class FanoutCommand implements Callable<Integer> {
  @Option(names = "--receivers", converter = Count.class, description = "who get each message")
  private int receivers = 1000;

  @Option(names = "--rounds", converter = Count.class, description = "samples of each side")
  private int rounds = 3;

  @Option(names = "--seconds", converter = Count.class, description = "the length of a sample")
  private int seconds = 5;

  @Option(
      names = "--in-flight",
      converter = Count.class,
      split = ",",
      description = "messages on their way at a time, one after the other")
  private List<Integer> windows = List.of(1, 8, 64);

  @Override
  public Integer call() throws Exception {
    Report.print(
        new FanoutScenario(receivers, rounds, Duration.ofSeconds(seconds), windows, Report::print)
            .run());
    return 0;
  }
}
