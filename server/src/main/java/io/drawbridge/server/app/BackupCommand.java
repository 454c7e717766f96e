package io.drawbridge.server.app;

import io.drawbridge.server.assembly.FilePart;
import io.drawbridge.server.assembly.Keys;
import io.drawbridge.server.backup.BackupReport;
import io.drawbridge.server.backup.BackupTrouble;
import io.drawbridge.server.backup.MakeBackup;
import io.drawbridge.server.config.ServerConfig;
import io.drawbridge.server.db.DatabaseCluster;
import io.drawbridge.server.exit.surface.LetsOut;
import io.drawbridge.server.exit.surface.Surface;
import io.drawbridge.server.observe.Metrics;
import io.drawbridge.server.observe.SecurityEvent;
import io.drawbridge.server.observe.SecurityLog;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Writes everything that the server keeps into an archive, whether or not it runs. */
@Command(
    name = BackupCommand.NAME,
    description =
        "write everything but the keys into a new archive, which its user alone may read; the"
            + " server may run meanwhile",
    mixinStandardHelpOptions = true)
@LetsOut(Surface.TERMINAL)
final class BackupCommand implements Callable<Integer> {
  static final String NAME = "backup";

  @Mixin private final ConfigFlags flags;

  @Parameters(index = "0", paramLabel = "FILE", description = "the archive to be written")
  private Path file = Path.of("");

  BackupCommand(Map<String, String> environment) {
    this.flags = new ConfigFlags(environment);
  }

  @Override
  public Integer call() {
    ServerConfig config = flags.load();
    requireData(config);
    AdminWork.at(
        config,
        address ->
            tell(
                config,
                new MakeBackup(
                        address,
                        FilePart.place(config).map(_ -> FilePart.storage(config)),
                        VersionCommand.product(),
                        Keys.hashes(config.dataFolder()))
                    .into(file)));
    return 0;
  }

  private static void requireData(ServerConfig config) {
    if (config.database().external().isEmpty()
        && !Files.exists(DatabaseCluster.folder(config.dataFolder()))) {
      throw new BackupTrouble(
          "data.folder: %s has no database (expected: the folder of a server that ran once)"
              .formatted(config.dataFolder()));
    }
  }

  private void tell(ServerConfig config, BackupReport report) {
    new SecurityLog(new Metrics(), true).record(SecurityEvent.BACKUP_WRITTEN);
    PrintWriter out = flags.out();
    out.println("Written to " + file + ":");
    show(report, out);
    if (!report.missing().isEmpty()) {
      out.println(
          "Deleted while the backup ran, so that their messages are in it and their bytes are not: "
              + String.join(", ", report.missing()));
    }
    out.println(
        "Not in it are the keys. Keep a copy of these beside it, as secret as they are: "
            + String.join(
                ", ",
                report.keys().stream()
                    .map(name -> config.dataFolder().resolve(name).toString())
                    .toList()));
  }

  /** Says what is in an archive. */
  static void show(BackupReport report, PrintWriter out) {
    out.println("  everything that was committed before %s".formatted(report.at()));
    out.println("  the newest change of access: " + shown(report.newestChange()));
    out.println("  the newest message: " + shown(report.newestMessage()));
    out.println("  %d rows of %d tables".formatted(report.rows(), report.tables()));
    out.println(
        report.inBucket()
            ? "  no bytes of files: they are in the bucket, which has to be kept for itself"
            : "  %d files; with their thumbnails %d bytes"
                .formatted(report.files(), report.fileBytes()));
  }

  private static String shown(Optional<Instant> moment) {
    return moment.map(Instant::toString).orElse("none");
  }
}
