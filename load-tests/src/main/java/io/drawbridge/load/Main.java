package io.drawbridge.load;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;

/**
 * {@code ./drawbridge load}: runs against a server of their own on loopback, bounded, ending by
 * themselves.
 */
@Command(
    name = "load",
    description = "Load runs against a server of their own on this machine.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    scope = ScopeType.INHERIT,
    subcommands = {
      FanoutCommand.class,
      SendsCommand.class,
      RemovalsCommand.class,
      EndsCommand.class,
      ReplayCommand.class,
      HistoriesCommand.class,
      SiegeCommand.class,
      FilesCommand.class,
      WithdrawalsCommand.class,
      SearchCommand.class,
      SimulateCommand.class
    })
public final class Main {
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main()).setCaseInsensitiveEnumValuesAllowed(true);
  }
}
