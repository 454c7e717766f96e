package io.drawbridge.load;

import io.drawbridge.load.files.FilesRun;
import io.drawbridge.load.scenario.DownloadsScenario;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./drawbridge load files}. */
@Command(
    name = "files",
    description =
        "A large file, small ones while the server is killed, and downloads beside a fan-out.")
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

  @Option(names = "--parts", split = ",", description = "which of ${COMPLETION-CANDIDATES}")
  private List<Part> parts = List.of(Part.values());

  enum Part {
    LARGE,
    KILLED,
    DOWNLOADS
  }

  @Override
  public Integer call() throws Exception {
    FilesRun run = new FilesRun(Report::print);
    if (parts.contains(Part.LARGE)) {
      run.large(mebibytes, rounds);
    }
    if (parts.contains(Part.KILLED)) {
      run.killed(uploads, kills, seed);
    }
    List<String> failed = new ArrayList<>(run.checks().failed());
    if (parts.contains(Part.DOWNLOADS)) {
      failed.addAll(downloads());
    }
    failed.forEach(check -> Report.print("FAILED: " + check));
    return failed.isEmpty() ? 0 : 1;
  }

  private List<String> downloads() throws Exception {
    DownloadsScenario beside =
        new DownloadsScenario(
            receivers, downloads, (long) kibibytes << 10, rounds, Duration.ofSeconds(seconds));
    Report.print(beside.run());
    return beside.wrong() == 0 ? List.of() : List.of("wrong downloads: " + beside.wrong());
  }
}
