package io.drawbridge.server;

import io.drawbridge.server.config.ServerConfig;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Runs the server until it is told to stop. */
@Command(name = "run", description = "start the server", mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
  private final Map<String, String> environment;

  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  RunCommand(Map<String, String> environment) {
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
    PrintWriter out = spec.commandLine().getOut();
    Running running = Running.start(config);
    Server server = running.server();
    out.println("Drawbridge runs at " + server.shownUrl());
    server
        .setUpLink()
        .ifPresent(link -> {
          out.println();
          out.println("This server is new. Open this link, once, to make its first workspace:");
          out.println("  " + link.url());
        });
    out.println();
    out.println("Ctrl-C stops it.");
    out.flush();
    running.untilStopped();
    return 0;
  }
}
