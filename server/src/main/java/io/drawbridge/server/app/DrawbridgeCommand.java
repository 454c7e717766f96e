package io.drawbridge.server.app;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command without a subcommand: an error that lists them. */
@Command(
    name = "drawbridge",
    description = "A real-time chat server.",
    mixinStandardHelpOptions = true,
    versionProvider = VersionCommand.class)
final class DrawbridgeCommand implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "no command given");
  }
}
