package io.drawbridge.load;

import io.drawbridge.load.scenario.SiegeScenario;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./drawbridge load siege}. */
@Command(
    name = "siege",
    description = "One person beside strangers who hold and spend whatever they can.")
final class SiegeCommand implements Callable<Integer> {
  @Option(
      names = "--sockets",
      converter = Count.class,
      description = "sockets that the strangers keep open")
  private int sockets = 16_000;

  @Option(
      names = "--addresses",
      converter = Count.class,
      description = "loopback addresses they come from")
  private int addresses = 200;

  @Option(names = "--seconds", converter = Count.class, description = "the length of each half")
  private int seconds = 30;

  @Option(
      names = "--heap",
      description = "of the server, as -Xmx takes it; DRAWBRIDGE_HEAP if that is set")
  private String heap = System.getenv().getOrDefault("DRAWBRIDGE_HEAP", "1g");

  @Override
  public Integer call() throws Exception {
    Report.print(new SiegeScenario(sockets, addresses, Duration.ofSeconds(seconds), heap).run());
    return 0;
  }
}
