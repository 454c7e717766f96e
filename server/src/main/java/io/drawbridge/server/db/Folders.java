package io.drawbridge.server.db;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.stream.Stream;

/** Files of the data folder, for their owner only. */
public final class Folders {
  private Folders() {}

  /** Makes the folder, and those above it, unless they exist. */
  public static void create(Path folder) throws IOException {
    Files.createDirectories(folder, attributes("rwx------"));
  }

  /**
   * Attributes that make a new file or folder with these permissions, where the system has them.
   */
  static FileAttribute<?>[] attributes(String permissions) {
    if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      return new FileAttribute<?>[0];
    }
    return new FileAttribute<?>[] {
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
    };
  }

  /**
   * Deletes a database folder whose first start was cut short ({@code mark} is there), and sets the
   * mark if the folder is about to be made.
   */
  static void clearUnfinished(Path cluster, Path mark) throws IOException {
    if (Files.exists(mark)) {
      delete(cluster);
    }
    if (!Files.exists(cluster)) {
      Files.writeString(mark, "the database folder is being made\n");
    }
  }

  /** Deletes the folder with all that is in it; nothing happens if there is none. */
  public static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
