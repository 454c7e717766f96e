package io.drawbridge.load.driver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The processes of an embedded database, found by its files. */
public final class DatabaseProcesses {
  private static final Duration DEATH_MAX = Duration.ofSeconds(60);
  private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final Path file;

  /** Those of the server with this data folder. */
  DatabaseProcesses(Path dataFolder) {
    this.file = dataFolder.resolve("postgres").resolve("postmaster.pid");
  }

  /** The file that PostgreSQL makes when it starts and removes when it is stopped in order. */
  public Path file() {
    return file;
  }

  /** Those that live now, the postmaster first; none if it was stopped. */
  public List<ProcessHandle> living() {
    List<ProcessHandle> all = new ArrayList<>();
    postmaster()
        .ifPresent(postmaster -> {
          all.add(postmaster);
          postmaster.descendants().forEach(all::add);
        });
    return all;
  }

  /** Kills all of them without warning (SIGKILL), and waits until they are dead. */
  public void kill() {
    List<ProcessHandle> killed = living();
    killed.forEach(ProcessHandle::destroyForcibly);
    long deadline = System.nanoTime() + DEATH_MAX.toNanos();
    while (killed.stream().anyMatch(DatabaseProcesses::runs)) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("the database does not die: " + killed);
      }
      // Nobody tells of the end of a process that is not a child, and may never be reaped.
      LockSupport.parkNanos(LOOK_AGAIN_NANOS);
    }
  }

  /**
   * Returns whether the process still runs; false for one that has ended and was not yet reaped.
   */
  public static boolean runs(ProcessHandle process) {
    return process.isAlive() && process.info().command().isPresent();
  }

  Optional<ProcessHandle> postmaster() {
    try {
      // The first line is the process: https://www.postgresql.org/docs/18/storage-file-layout.html
      String pid = Files.readAllLines(file).getFirst().strip();
      return ProcessHandle.of(Long.parseLong(pid)).filter(ProcessHandle::isAlive);
    } catch (NoSuchFileException stopped) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
