package io.drawbridge.server.db.embedded;

import io.drawbridge.server.db.DatabaseTrouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds and stops a PostgreSQL that outlived its Drawbridge: a killed server cannot stop its
 * database. Call only while holding the {@link FolderLock}, which proves that no living server uses
 * it.
 *
 * <p>A process lives as long as it works in the folder, which Linux tells (proc(5)). A dead one
 * that nobody has reaped, as in a container without an init, works nowhere; that it can still be
 * signalled means nothing. Elsewhere only the postmaster is found, by its arguments, and the start
 * may have to be tried again.
 */
public final class StalePostmaster {
  private static final Logger LOG = LoggerFactory.getLogger(StalePostmaster.class);
  private static final Duration STOP_MAX = Duration.ofSeconds(20);
  private static final Duration GLANCE = Duration.ofMillis(20);
  private static final Path PROC = Path.of("/proc");
  private static final boolean LINUX = Files.isDirectory(PROC.resolve("self/cwd"));

  private final Path cluster;
  private final Path real;

  private StalePostmaster(Path cluster) throws IOException {
    this.cluster = cluster;
    this.real = cluster.toRealPath();
  }

  /**
   * Stops it, and waits for the processes of one that was killed: a new one does not start while
   * they still hold the shared memory.
   *
   * @throws DatabaseTrouble if a process does not end
   */
  static void stop(Path cluster) throws IOException {
    if (Files.exists(cluster)) {
      new StalePostmaster(cluster).stop();
    }
  }

  /** Returns whether the process of this number lives and serves the folder. */
  static boolean lives(Path cluster, long pid) {
    try {
      StalePostmaster here = new StalePostmaster(cluster);
      return ProcessHandle.of(pid).filter(here::lives).isPresent();
    } catch (IOException gone) {
      return false;
    }
  }

  /** Returns whether the process that wrote its number into the folder lives and serves it. */
  static boolean serves(Path cluster) {
    try {
      OptionalLong pid = number(cluster);
      return pid.isPresent() && lives(cluster, pid.getAsLong());
    } catch (IOException gone) {
      return false;
    }
  }

  private void stop() throws IOException {
    OptionalLong postmaster = number(cluster);
    for (ProcessHandle process : running(postmaster)) {
      if (lives(process)) {
        LOG.info("an earlier embedded PostgreSQL is still there, pid {}", process.pid());
        if (postmaster.equals(OptionalLong.of(process.pid()))) {
          process.destroy(); // the others end by themselves when it is gone
        }
        end(process);
      }
    }
    // A new PostgreSQL does not start as long as the number in it can be signalled, be it that of a
    // dead process that is not reaped, or of another program by now.
    Files.deleteIfExists(pidFile(cluster));
  }

  static Path pidFile(Path cluster) {
    return cluster.resolve("postmaster.pid");
  }

  /** The number of the process that serves the folder, as it wrote it down. */
  public static OptionalLong number(Path cluster) throws IOException {
    Path pidFile = pidFile(cluster);
    if (!Files.exists(pidFile)) {
      return OptionalLong.empty();
    }
    return Files.readAllLines(pidFile).stream()
        .limit(1)
        .map(String::strip)
        .filter(line -> line.matches("[0-9]{1,9}"))
        .mapToLong(Long::parseLong)
        .findFirst();
  }

  /** The PostgreSQL processes of the folder, the postmaster first. */
  private List<ProcessHandle> running(OptionalLong postmaster) {
    return ProcessHandle.allProcesses()
        .filter(StalePostmaster::isPostgres)
        .filter(process -> LINUX ? worksHere(process) : serves(process))
        .sorted(Comparator.comparing(process -> !postmaster.equals(OptionalLong.of(process.pid()))))
        .toList();
  }

  private static boolean isPostgres(ProcessHandle process) {
    return process.info().command().orElse("").replace(" (deleted)", "").endsWith("postgres");
  }

  private boolean lives(ProcessHandle process) {
    return LINUX ? worksHere(process) : process.isAlive();
  }

  private boolean worksHere(ProcessHandle process) {
    try {
      Path cwd = PROC.resolve(Long.toString(process.pid())).resolve("cwd");
      return Files.readSymbolicLink(cwd).equals(real);
    } catch (IOException gone) {
      return false;
    }
  }

  private boolean serves(ProcessHandle process) {
    return process
        .info()
        .arguments()
        .filter(all -> List.of(all).contains(cluster.toString()))
        .isPresent();
  }

  private void end(ProcessHandle process) {
    if (ended(process)) {
      return;
    }
    process.destroyForcibly();
    if (!ended(process)) {
      throw new DatabaseTrouble(
          "the embedded PostgreSQL of an earlier run does not stop: pid " + process.pid());
    }
  }

  private boolean ended(ProcessHandle process) {
    long by = System.nanoTime() + STOP_MAX.toNanos();
    while (lives(process)) {
      if (System.nanoTime() - by >= 0) {
        return false;
      }
      try {
        // Only its parent is told when a process ends.
        Thread.sleep(GLANCE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return true;
  }
}
