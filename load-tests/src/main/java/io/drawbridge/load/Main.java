package io.drawbridge.load;

import io.drawbridge.load.scenario.FanoutScenario;
import io.drawbridge.load.scenario.RemovalsScenario;
import io.drawbridge.load.scenario.SendsScenario;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code ./drawbridge load}: runs against a server of their own on loopback, bounded, ending by
 * themselves.
 */
@Command(
    name = "load",
    description = "Load runs against a server of their own on this machine.",
    mixinStandardHelpOptions = true,
    subcommands = {
      Main.Fanout.class,
      Main.Sends.class,
      Main.Removals.class,
      ReplayCommand.class,
      HistoriesCommand.class
    })
public final class Main {
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Main()).execute(arguments));
  }

  @Command(
      name = "fanout",
      description = "Server CPU per delivery beside a bare broadcaster.",
      mixinStandardHelpOptions = true)
  static final class Fanout implements Callable<Integer> {
    @Option(names = "--receivers", defaultValue = "1000", description = "default ${DEFAULT-VALUE}")
    private int receivers = 1000;

    @Option(names = "--rounds", defaultValue = "3", description = "default ${DEFAULT-VALUE}")
    private int rounds = 3;

    @Option(
        names = "--seconds",
        defaultValue = "5",
        description = "a sample, default ${DEFAULT-VALUE}")
    private int seconds = 5;

    @Option(
        names = "--in-flight",
        defaultValue = "1,8,64",
        split = ",",
        description = "messages on their way at a time, default ${DEFAULT-VALUE}")
    private List<Integer> windows = List.of();

    @Override
    public Integer call() throws Exception {
      Report.print(
          new FanoutScenario(receivers, rounds, Duration.ofSeconds(seconds), windows, Report::print)
              .run());
      return 0;
    }
  }

  @Command(
      name = "sends",
      description = "Durable acknowledged sends beside pgbench.",
      mixinStandardHelpOptions = true)
  static final class Sends implements Callable<Integer> {
    @Option(names = "--rounds", defaultValue = "3", description = "default ${DEFAULT-VALUE}")
    private int rounds = 3;

    @Option(
        names = "--seconds",
        defaultValue = "8",
        description = "a sample, default ${DEFAULT-VALUE}")
    private int seconds = 8;

    @Override
    public Integer call() throws Exception {
      Report.print(new SendsScenario(rounds, Duration.ofSeconds(seconds)).run());
      return 0;
    }
  }

  @Command(
      name = "removals",
      description = "Removal to receipt with messages in flight, beside a commit of pgbench.",
      mixinStandardHelpOptions = true)
  static final class Removals implements Callable<Integer> {
    @Option(names = "--members", defaultValue = "1000", description = "default ${DEFAULT-VALUE}")
    private int members = 1000;

    @Option(
        names = "--rate",
        defaultValue = "100",
        description = "messages a second, default ${DEFAULT-VALUE}")
    private int rate = 100;

    @Option(
        names = "--removals",
        defaultValue = "300",
        description = "of each kind a round, default ${DEFAULT-VALUE}")
    private int removals = 300;

    @Option(names = "--rounds", defaultValue = "3", description = "default ${DEFAULT-VALUE}")
    private int rounds = 3;

    @Override
    public Integer call() throws Exception {
      Report.print(new RemovalsScenario(members, rate, removals, rounds).run());
      return 0;
    }
  }
}
