package io.drawbridge.server.db.embedded;

import io.drawbridge.server.db.DatabaseTrouble;
import io.drawbridge.server.exit.surface.LetsOut;
import io.drawbridge.server.exit.surface.Surface;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a data folder to one process: a file lock, which the kernel drops when the process dies.
 */
@LetsOut(Surface.DATA_FOLDER)
public final class FolderLock implements AutoCloseable {
  static final String FILE = "lock";

  private final FileChannel channel;

  private FolderLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Makes the folder if need be (for its owner only) and locks it.
   *
   * @throws DatabaseTrouble if another process holds it, or it cannot be written
   */
  public static FolderLock take(Path folder) {
    try {
      Folders.ownData(folder);
      FileChannel channel =
          FileChannel.open(
              folder.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = tryLock(channel);
      if (lock == null) {
        channel.close();
        throw new DatabaseTrouble(
            "data.folder: %s is in use by another process (expected: one process only)"
                .formatted(folder));
      }
      return new FolderLock(channel);
    } catch (IOException e) {
      throw new DatabaseTrouble(
          "data.folder: %s cannot be used: %s (expected: a folder that can be written)"
              .formatted(folder, e),
          e);
    }
  }

  /**
   * Returns whether another process holds the lock; asking gives up a lock of this very process.
   */
  public static boolean isHeld(Path folder) {
    Path file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      return tryLock(channel) == null;
    } catch (IOException e) {
      return false;
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // held by this very process
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new DatabaseTrouble("the lock file cannot be closed: " + e.getMessage(), e);
    }
  }
}
