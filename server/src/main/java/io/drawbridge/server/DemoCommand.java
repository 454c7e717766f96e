package io.drawbridge.server;

import io.drawbridge.server.config.ServerConfig;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Runs a server with example data. */
@Command(
    name = "demo",
    description = "start a server with example data, to look around",
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
  private final Map<String, String> environment;

  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  DemoCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  @Spec
  void spec(CommandSpec given) {
    this.spec = given;
    ConfigFlags.addTo(given);
  }

  @Override
  public Integer call() throws InterruptedException {
    ServerConfig config = ConfigFlags.load(spec, environment);
    RunCommand.untilStopped(Server.start(config), spec.commandLine().getOut()::println);
    return 0;
  }
}
