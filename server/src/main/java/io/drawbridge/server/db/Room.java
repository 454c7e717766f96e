package io.drawbridge.server.db;

import io.drawbridge.server.failure.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows whether there is room for more content: on the disk of an embedded database, of which the
 * last part is kept for removals and for everything else that must not stop, and by the word of a
 * database that refused a write for lack of room. Thread-safe.
 */
public final class Room {
  /** The room that a PostgreSQL needs to start and to stop. */
  private static final long FULL_BYTES = 16L << 20;

  /** The room that a first start takes: its programs, its files and its log. */
  private static final long FRESH_BYTES = 200L << 20;

  private static final Logger LOG = LoggerFactory.getLogger(Room.class);
  private static final Duration RETRY = Duration.ofSeconds(5);

  private volatile Optional<String> scarce = Optional.empty();
  private volatile boolean refused;

  Room() {}

  /**
   * Returns whether next to nothing more can be written there; false for a disk that cannot be
   * asked.
   */
  public static boolean isFull(Path folder) {
    try {
      return free(folder) < FULL_BYTES;
    } catch (UncheckedIOException unknown) {
      return false;
    }
  }

  /** The line for the operator about a full disk. */
  static String fullDisk(Path folder) {
    return "data.folder: the disk of %s is full: %d MiB free (expected: >= %d)"
        .formatted(folder, free(folder) >> 20, FULL_BYTES >> 20);
  }

  /**
   * Refuses to start an embedded database without room for it.
   *
   * @throws DatabaseTrouble with one line if there is too little room, also for making its files
   */
  public static void requireForStart(Path dataFolder, long bytesMin) {
    boolean fresh = !Files.exists(DatabaseCluster.folder(dataFolder));
    long needed = bytesMin == 0 ? 0 : bytesMin + (fresh ? FRESH_BYTES : 0);
    long free = free(dataFolder);
    if (free < needed) {
      throw new DatabaseTrouble(
          "data.folder: the disk of %s is full: %d MiB free (expected: >= %d, of which disk.free_min %d)"
              .formatted(dataFolder, free >> 20, needed >> 20, bytesMin >> 20));
    }
  }

  /** Bytes that this process may still write to the disk of the folder. */
  public static long free(Path folder) {
    try {
      return Files.getFileStore(folder).getUsableSpace();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Looks at the disk; {@code bytesMin} is what must be free, and a tenth more before posts are
   * taken again.
   */
  public void look(Path folder, long bytesMin) {
    long free = free(folder);
    if (free < bytesMin) {
      String line =
          "%d MiB free in %s (expected: >= %d)".formatted(free >> 20, folder, bytesMin >> 20);
      if (scarce.isEmpty()) {
        LOG.warn("disk: {}: nothing more is posted until there is room", line);
      }
      scarce = Optional.of(line);
    } else if (scarce.isPresent() && free >= bytesMin + bytesMin / 10) {
      LOG.info("disk: {} MiB free in {}: there is room again", free >> 20, folder);
      scarce = Optional.empty();
    }
  }

  /** Notes that the database had no room for a write. */
  Failure refused(String why) {
    if (!refused) {
      LOG.warn("disk: the database has no room: {}", why);
    }
    refused = true;
    return failure();
  }

  boolean isRefused() {
    return refused;
  }

  /** Notes that a write that needed room was done. */
  void granted() {
    if (refused) {
      LOG.info("disk: the database has room again");
    }
    refused = false;
  }

  /** Names what is wrong, if there is no room. */
  public Optional<String> whyNotReady() {
    return refused ? Optional.of("the database has no room on its disk") : scarce;
  }

  /**
   * Refuses more content when there is no room; to be called before it is written.
   *
   * @throws Failure {@code unavailable} with a time if there is no room
   */
  void require() {
    if (refused || scarce.isPresent()) {
      throw failure();
    }
  }

  private static Failure failure() {
    return Failure.unavailable("the server's disk is full", RETRY);
  }
}
