package io.drawbridge.server.app;

import io.drawbridge.server.Server;
import io.drawbridge.server.assembly.StartTrouble;
import io.drawbridge.server.config.ServerConfig;
import io.drawbridge.server.demo.Demo;
import io.drawbridge.server.exit.surface.LetsOut;
import io.drawbridge.server.exit.surface.Surface;
import io.drawbridge.server.workspace.SetUpLinks;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs a server with example data. */
@Command(
    name = "demo",
    description = "start a server with example data, to look around",
    mixinStandardHelpOptions = true)
@LetsOut(Surface.TERMINAL)
final class DemoCommand implements Callable<Integer> {
  @Mixin private final ConfigFlags flags;

  DemoCommand(ConfigFlags flags) {
    this.flags = flags;
  }

  @Override
  public Integer call() throws InterruptedException {
    ServerConfig config = apart(flags.load());
    Running running = Running.start(config);
    Server server = running.server();
    Demo.fill(
        server.url(),
        config.dataFolder(),
        server.mailFolder(),
        server.setUpLink().map(SetUpLinks.Link::token));
    PrintWriter out = flags.out();
    out.println();
    out.println("The demo runs at " + server.shownUrl());
    out.println("Sign in with the password " + Demo.PASSWORD + " as");
    out.println("  " + Demo.ADA + "   the owner of the workspace Northwind");
    out.println("  " + Demo.BEN + "   a member");
    out.println("  " + Demo.OLGA + "  an outsider, who sees the one thread she was brought into");
    out.println("  " + Demo.FINN + "  another, in a private group for a month");
    out.println("  " + Demo.GRETA + "  a guest, who is in nothing until somebody adds her");
    out.println("Search for \"draft\" or \"has:file invoice\" to find what Olga shared.");
    out.println("Mails are files in " + server.mailFolder());
    out.println();
    out.println("Ctrl-C stops it; the next start finds everything as it was.");
    out.flush();
    running.untilStopped();
    return 0;
  }

  /**
   * The configuration of a demo: beside the real data, without a mail server, so that nobody
   * outside hears of it.
   */
  private static ServerConfig apart(ServerConfig config) {
    if (config.database().external().isPresent()) {
      throw new StartTrouble(
          "database.url: set (expected: none, the demo fills an embedded database of its own)");
    }
    return config.withoutSmtp().withDataFolder(config.dataFolder().resolve("demo"));
  }
}
