package io.drawbridge.server.app;

import io.drawbridge.server.Server;
import io.drawbridge.server.assembly.StartTrouble;
import io.drawbridge.server.config.ConfigKey;
import io.drawbridge.server.config.ConfigValues;
import io.drawbridge.server.config.ServerConfig;
import io.drawbridge.server.demo.Demo;
import io.drawbridge.server.demo.nodes.ManyNodes;
import io.drawbridge.server.exit.surface.LetsOut;
import io.drawbridge.server.exit.surface.Surface;
import io.drawbridge.server.workspace.SetUpLinks;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Runs a server with example data, or several on one database. */
@Command(
    name = "demo",
    description = "start a server with example data, to look around",
    mixinStandardHelpOptions = true)
@LetsOut(Surface.TERMINAL)
final class DemoCommand implements Callable<Integer> {
  private static final int NODES_MAX = 9;

  @Mixin private final ConfigFlags flags;

  @Option(
      names = "--nodes",
      paramLabel = "NUMBER",
      description =
          "how many server processes, 1 to 9; more than one serve one database behind HAProxy")
  private int nodes = 1;

  DemoCommand(ConfigFlags flags) {
    this.flags = flags;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (nodes < 1 || nodes > NODES_MAX) {
      throw new ParameterException(
          flags.commandLine(), "--nodes: %d (expected: 1 to %d)".formatted(nodes, NODES_MAX));
    }
    ConfigValues values = apart(flags.values());
    Running running = Running.begin();
    if (nodes == 1) {
      one(values.config(), running);
    } else {
      several(values, running);
    }
    running.untilStopped();
    return 0;
  }

  private void one(ServerConfig config, Running running) throws InterruptedException {
    Server server = Server.start(config, running.closing());
    Demo.fill(
        server.url(),
        config.dataFolder(),
        server.mailFolder(),
        server.setUpLink().map(SetUpLinks.Link::token));
    introduce(server.shownUrl(), server.mailFolder());
    end();
  }

  private void several(ConfigValues values, Running running) throws InterruptedException {
    PrintWriter out = flags.out();
    ManyNodes demo =
        ManyNodes.start(
            new ManyNodes.Order(nodes, values, Main.class.getName(), this::say, running::fail),
            running.closing());
    introduce(demo.shownUrl(), demo.mailFolder());
    out.println();
    out.println("That is the balancer. The nodes behind it, each also by itself:");
    for (ManyNodes.Shown node : demo.nodes()) {
      out.println("  %s  %s  process %d".formatted(node.name(), node.url(), node.pid()));
    }
    ManyNodes.Shown first = demo.nodes().getFirst();
    out.println("Kill one, and see its people go on at another; the demo starts it again:");
    out.println("  kill -9 " + first.pid());
    out.println(
        "Who serves now tells ./drawbridge cluster status --config " + first.configuration());
    out.println("Settings and logs are in " + first.configuration().getParent());
    end();
  }

  private synchronized void say(String line) {
    flags.out().println(line);
    flags.out().flush();
  }

  private void introduce(URI shownUrl, Path mailFolder) {
    PrintWriter out = flags.out();
    out.println();
    out.println("The demo runs at " + shownUrl);
    out.println("Sign in with the password " + Demo.PASSWORD + " as");
    out.println("  " + Demo.ADA + "   the owner of the workspace Northwind");
    out.println("  " + Demo.BEN + "   a member");
    out.println("  " + Demo.OLGA + "  an outsider, who sees the one thread she was brought into");
    out.println("  " + Demo.FINN + "  another, in a private group for a month");
    out.println("  " + Demo.GRETA + "  a guest, who is in nothing until somebody adds her");
    out.println("Search for \"draft\" or \"has:file invoice\" to find what Olga shared.");
    out.println("Mails are files in " + mailFolder);
  }

  private void end() {
    flags.out().println();
    flags.out().println("Ctrl-C stops it; the next start finds everything as it was.");
    flags.out().flush();
  }

  /**
   * The configuration of a demo: beside the real data, without a mail server, so that nobody
   * outside hears of it.
   */
  private static ConfigValues apart(ConfigValues values) {
    ServerConfig config = values.config();
    if (config.database().external().isPresent()) {
      throw new StartTrouble(
          "database.url: set (expected: none, the demo fills an embedded database of its own)");
    }
    return values
        .with(ConfigKey.SMTP_URL, "")
        .with(ConfigKey.DATA_FOLDER, config.dataFolder().resolve("demo"));
  }
}
