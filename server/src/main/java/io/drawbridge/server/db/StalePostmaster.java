package io.drawbridge.server.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL that outlived its Drawbridge: a killed server cannot stop its database. Call only
 * while holding the {@link FolderLock}, which proves that no living server uses it.
 */
final class StalePostmaster {
  private static final Logger LOG = LoggerFactory.getLogger(StalePostmaster.class);
  private static final long STOP_SECONDS_MAX = 20;

  private StalePostmaster() {}

  /**
   * Stops it, and waits for the processes of one that was killed: a new one does not start while
   * they still hold the shared memory.
   */
  static void stop(Path cluster) throws IOException {
    Optional<ProcessHandle> running = find(cluster);
    if (running.isPresent()) {
      LOG.info("stopping the embedded PostgreSQL of an earlier run, pid {}", running.get().pid());
      running.get().destroy();
      end(running.get());
    }
    for (ProcessHandle orphan : orphans(cluster)) {
      LOG.info("waiting for a process of a killed PostgreSQL, pid {}", orphan.pid());
      end(orphan);
    }
  }

  private static void end(ProcessHandle process) {
    if (ended(process)) {
      return;
    }
    process.destroyForcibly();
    if (!ended(process)) {
      throw new DatabaseTrouble(
          "the embedded PostgreSQL of an earlier run does not stop: pid " + process.pid());
    }
  }

  /**
   * PostgreSQL processes that work in the folder. Found on Linux only (proc(5)); elsewhere none,
   * and the start may have to be tried again.
   */
  private static List<ProcessHandle> orphans(Path cluster) throws IOException {
    if (!Files.exists(cluster)) {
      return List.of();
    }
    Path folder = cluster.toRealPath();
    return ProcessHandle.allProcesses()
        .filter(StalePostmaster::isPostgres)
        .filter(process -> worksIn(process, folder))
        .toList();
  }

  private static boolean worksIn(ProcessHandle process, Path folder) {
    try {
      Path cwd = Path.of("/proc", Long.toString(process.pid()), "cwd");
      return Files.readSymbolicLink(cwd).equals(folder);
    } catch (IOException | UnsupportedOperationException gone) {
      return false;
    }
  }

  private static Optional<ProcessHandle> find(Path cluster) throws IOException {
    Path pidFile = cluster.resolve("postmaster.pid");
    if (!Files.exists(pidFile)) {
      return Optional.empty();
    }
    List<String> lines = Files.readAllLines(pidFile);
    if (lines.isEmpty() || !lines.getFirst().strip().matches("[0-9]{1,9}")) {
      return Optional.empty();
    }
    // The number may belong to another program by now.
    return ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
        .filter(process -> serves(process, cluster));
  }

  private static boolean serves(ProcessHandle process, Path cluster) {
    return isPostgres(process)
        && process
            .info()
            .arguments()
            .map(all -> List.of(all).contains(cluster.toString()))
            .orElse(true);
  }

  private static boolean isPostgres(ProcessHandle process) {
    return process.info().command().orElse("").replace(" (deleted)", "").endsWith("postgres");
  }

  private static boolean ended(ProcessHandle process) {
    try {
      process.onExit().get(STOP_SECONDS_MAX, TimeUnit.SECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}
