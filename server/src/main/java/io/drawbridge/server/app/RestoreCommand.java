package io.drawbridge.server.app;

import io.drawbridge.server.assembly.FilePart;
import io.drawbridge.server.assembly.Keys;
import io.drawbridge.server.backup.Aside;
import io.drawbridge.server.backup.BackupReport;
import io.drawbridge.server.backup.BackupTrouble;
import io.drawbridge.server.backup.BeginIncarnation;
import io.drawbridge.server.backup.RestoreBackup;
import io.drawbridge.server.config.ServerConfig;
import io.drawbridge.server.db.DatabaseCluster;
import io.drawbridge.server.db.embedded.PrivatePostgres;
import io.drawbridge.server.exit.surface.LetsOut;
import io.drawbridge.server.exit.surface.Surface;
import io.drawbridge.server.observe.Metrics;
import io.drawbridge.server.observe.SecurityEvent;
import io.drawbridge.server.observe.SecurityLog;
import io.drawbridge.server.observe.SecurityLog.Fact;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Fills an empty server from an archive, or says that its database failed over. */
@Command(
    name = RestoreCommand.NAME,
    description =
        "fill an empty database and data folder from an archive of backup, while no server uses"
            + " them; or, with --failed-over, let every client load again what it knows",
    mixinStandardHelpOptions = true)
@LetsOut(Surface.TERMINAL)
final class RestoreCommand implements Callable<Integer> {
  static final String NAME = "restore";
  private static final String FAILED_OVER = "--failed-over";

  @Mixin private final ConfigFlags flags;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "FILE",
      description = "an archive of backup")
  private @Nullable Path file;

  @Option(
      names = "--replace",
      description =
          "move what the embedded database and the folder of files have now aside, beside them")
  private boolean replaces;

  @Option(
      names = FAILED_OVER,
      description =
          "restore nothing: the database failed over to a standby, which may lack what was"
              + " acknowledged")
  private boolean failedOver;

  RestoreCommand(Map<String, String> environment) {
    this.flags = new ConfigFlags(environment);
  }

  @Override
  public Integer call() {
    if (failedOver == (file != null) || (failedOver && replaces)) {
      throw new ParameterException(
          flags.commandLine(),
          "restore: %s (expected: an archive, or %s alone)"
              .formatted(failedOver ? "an archive and " + FAILED_OVER : "nothing", FAILED_OVER));
    }
    ServerConfig config = flags.load();
    requireStopped(config);
    if (file == null) {
      AdminWork.stopped(config, address -> told(new BeginIncarnation().after(address)));
    } else {
      restore(config, file);
    }
    return 0;
  }

  private static void requireStopped(ServerConfig config) {
    if (config.database().external().isEmpty() && PrivatePostgres.inUse(config.dataFolder())) {
      throw new BackupTrouble(
          "data.folder: a server runs on %s (expected: none, stop it first)"
              .formatted(config.dataFolder()));
    }
  }

  private void told(int incarnation) {
    new SecurityLog(new Metrics(), true).record(SecurityEvent.RESTORED, Fact.reason("failed_over"));
    flags
        .out()
        .println(
            "The database begins its life number %d: every client loads again what it knows."
                .formatted(incarnation));
  }

  private void restore(ServerConfig config, Path archive) {
    try (RestoreBackup restore = RestoreBackup.verified(archive)) {
      Aside aside = makeRoom(config);
      try {
        AdminWork.stopped(
            config,
            address ->
                restore.into(address, FilePart.place(config).map(_ -> FilePart.storage(config))));
      } catch (RuntimeException e) {
        aside.putBack();
        throw e;
      }
      new SecurityLog(new Metrics(), true).record(SecurityEvent.RESTORED, Fact.reason("backup"));
      tell(config, restore.report(), aside);
    }
  }

  /** Moves aside what is in the way, if that was asked for. */
  private Aside makeRoom(ServerConfig config) {
    boolean embedded = config.database().external().isEmpty();
    if (replaces && !embedded) {
      throw new BackupTrouble(
          "--replace: the database is not the embedded one (expected: an empty database in"
              + " database.url, made beside the old one)");
    }
    List<Path> inTheWay = new ArrayList<>();
    FilePart.place(config).filter(RestoreCommand::hasSomething).ifPresent(inTheWay::add);
    if (!replaces && !inTheWay.isEmpty()) {
      throw new BackupTrouble(
          "files.folder: %s has files (expected: an empty folder, or --replace)"
              .formatted(inTheWay.getFirst()));
    }
    if (replaces) {
      inTheWay.add(DatabaseCluster.folder(config.dataFolder()));
    }
    return Aside.move(inTheWay);
  }

  private static boolean hasSomething(Path folder) {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.findAny().isPresent();
    } catch (IOException e) {
      throw new BackupTrouble("%s cannot be read: %s".formatted(folder, e));
    }
  }

  private void tell(ServerConfig config, BackupReport report, Aside aside) {
    PrintWriter out = flags.out();
    out.println("Restored from " + file + ":");
    BackupCommand.show(report, out);
    if (!report.missing().isEmpty()) {
      out.println(
          "These files are in messages, and their bytes are not in the archive: "
              + String.join(", ", report.missing()));
    }
    Map<String, String> here = Keys.hashes(config.dataFolder());
    for (String name : report.keys()) {
      if (!here.containsKey(name)) {
        out.println(
            "%s is not in %s: copy it there before the server starts, or it makes another"
                .formatted(name, config.dataFolder()));
      } else if (!report.key(name).equals(Optional.ofNullable(here.get(name)))) {
        out.println("%s in %s is not the one of the backup".formatted(name, config.dataFolder()));
      }
    }
    aside.folders().forEach(folder -> out.println("What was there before is in " + folder));
    out.println(
        "What was acknowledged after that moment is lost: people who were removed since are in"
            + " again, and so are sessions and passwords as they were. Remove them before you let"
            + " people in.");
  }
}
