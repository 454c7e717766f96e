package io.drawbridge.load;

import io.drawbridge.load.corpus.Corpus;
import io.drawbridge.load.replay.Replay;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

/** {@code ./drawbridge load replay}. */
@Command(
    name = "replay",
    description = "Plays real conversations and proves what everybody received.")
final class ReplayCommand implements Callable<Integer> {
  @Option(
      names = "--file",
      showDefaultValue = Visibility.NEVER,
      description = "one JSON object a line, as the bundled corpus (gzip if it ends in .gz)")
  private Optional<Path> file = Optional.empty();

  @Option(
      names = "--messages",
      converter = Count.class,
      showDefaultValue = Visibility.NEVER,
      description = "only the first threads, about this many messages")
  private Optional<Integer> messages = Optional.empty();

  @Option(
      names = "--threads-at-once",
      converter = Count.class,
      description = "how many conversations are played at a time")
  private int threadsAtOnce = 64;

  @Option(names = "--kills", description = "kill the server (-9) this many times on the way")
  private int kills = 0;

  @Override
  public Integer call() throws Exception {
    Corpus whole = Corpus.read(file);
    Corpus corpus = messages.map(whole::first).orElse(whole);
    return new Replay(corpus, threadsAtOnce, kills, Report::print).run() ? 0 : 1;
  }
}
