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

  static void stop(Path cluster) throws IOException {
    Optional<ProcessHandle> running = find(cluster);
    if (running.isEmpty()) {
      return;
    }
    ProcessHandle postmaster = running.get();
    LOG.info("stopping the embedded PostgreSQL of an earlier run, pid {}", postmaster.pid());
    postmaster.destroy();
    if (!ended(postmaster)) {
      postmaster.destroyForcibly();
      if (!ended(postmaster)) {
        throw new DatabaseTrouble(
            "the embedded PostgreSQL of an earlier run does not stop: pid " + postmaster.pid());
      }
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
        .filter(process -> serves(process.info(), cluster));
  }

  private static boolean serves(ProcessHandle.Info process, Path cluster) {
    return process.command().orElse("").replace(" (deleted)", "").endsWith("postgres")
        && process.arguments().map(all -> List.of(all).contains(cluster.toString())).orElse(true);
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
