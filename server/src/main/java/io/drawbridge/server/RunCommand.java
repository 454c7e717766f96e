package io.drawbridge.server;

import io.drawbridge.server.config.ServerConfig;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
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
    untilStopped(Server.start(config), spec.commandLine().getOut()::println);
    return 0;
  }

  /** Says where the server is, and waits for Ctrl-C or SIGTERM, which the hook answers. */
  static void untilStopped(Server server, Consumer<String> out) throws InterruptedException {
    Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop"));
    new CountDownLatch(1).await();
  }
}
