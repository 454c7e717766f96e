package io.drawbridge.load;

import io.drawbridge.load.files.FilesRun;
import io.drawbridge.load.scenario.DownloadsScenario;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./drawbridge load files}. */
@Command(
    name = "files",
    description = "A large file, small ones while the server is killed, and downloads beside a fan-out.")
final class FilesCommand implements Callable<Integer> {
  @Option(names = "--mib", converter = Count.class, description = "the size of the large file")
  private int mebibytes = 1024;

  @Option(names = "--rounds", converter = Count.class, description = "samples of each side")
  private int rounds = 3;

  @Option(names = "--uploads", converter = Count.class, description = "small files")
  private int uploads = 10_000;

  @Option(names = "--kills", converter = Count.class, description = "of the server among them")
  private int kills = 5;

  @Option(names = "--seed", description = "of the moments of the kills")
  private long seed = 1;

  @Option(names = "--downloads", converter = Count.class, description = "at a time")
  private int downloads = 200;

  @Option(names = "--kib", converter = Count.class, description = "a second of each download")
  private int kibibytes = 256;

  @Option(names = "--receivers", converter = Count.class, description = "of the fan-out beside")
  private int receivers = 200;

  @Option(names = "--seconds", converter = Count.class, description = "the length of a sample")
  private int seconds = 10;

  @Override
  public Integer call() throws Exception {
    FilesRun run =
        new FilesRun(Report::print).large(mebibytes, rounds).killed(uploads, kills, seed);
    DownloadsScenario beside =
        new DownloadsScenario(
            receivers, downloads, (long) kibibytes << 10, rounds, Duration.ofSeconds(seconds));
    Report.print(beside.run());
    if (beside.wrong() > 0) {
      Report.print("FAILED: downloads were wrong: " + beside.wrong());
    }
    run.checks().failed().forEach(failed -> Report.print("FAILED: " + failed));
    return run.checks().failed().isEmpty() && beside.wrong() == 0 ? 0 : 1;
  }
}
