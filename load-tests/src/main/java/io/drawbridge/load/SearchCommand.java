package io.drawbridge.load;

import io.drawbridge.load.search.SearchScenario;
import io.drawbridge.load.search.SearchScenario.Size;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

/** {@code ./drawbridge load search}. */
@Command(
    name = "search",
    description =
        "Pages of search in a full database beside the same statements, with their plans.")
final class SearchCommand implements Callable<Integer> {
  @Option(names = "--messages", converter = Count.class, description = "messages in the database")
  private int messages = 1_000_000;

  @Option(names = "--conversations", converter = Count.class, description = "at least 53")
  private int conversations = 100_000;

  @Option(names = "--pages", converter = Count.class, description = "of each query a round")
  private int pages = 100;

  @Option(names = "--rounds", converter = Count.class, description = "samples of each side")
  private int rounds = 3;

  @Option(names = "--seed", description = "of the texts and of where they stand")
  private long seed = 1;

  @Option(
      names = "--plans",
      showDefaultValue = Visibility.NEVER,
      description = "a file for the statements and their plans; printed in any case")
  private Optional<Path> plans = Optional.empty();

  @Override
  public Integer call() throws Exception {
    Size size = new Size(messages, conversations, pages, rounds, seed);
    return new SearchScenario(size, plans, Report::print).run() ? 0 : 1;
  }
}
