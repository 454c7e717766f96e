package io.drawbridge.server.app;

import io.drawbridge.server.Server;
import io.drawbridge.server.config.ServerConfig;
import io.drawbridge.server.exit.surface.LetsOut;
import io.drawbridge.server.exit.surface.Surface;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs the server until it is stopped. */
@Command(name = "run", description = "start the server", mixinStandardHelpOptions = true)
@LetsOut(Surface.TERMINAL)
final class RunCommand implements Callable<Integer> {
  @Mixin private final ConfigFlags flags;

  RunCommand(ConfigFlags flags) {
    this.flags = flags;
  }

  @Override
  public Integer call() throws InterruptedException {
    ServerConfig config = flags.load();
    PrintWriter out = flags.out();
    Running running = Running.begin();
    Server server = Server.start(config, running.closing());
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
