package io.drawbridge.server.db.embedded;

import io.drawbridge.server.db.DatabaseTrouble;
import io.drawbridge.server.exit.surface.LetsOut;
import io.drawbridge.server.exit.surface.Surface;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Files of the data folder, for their owner only. */
@LetsOut(Surface.DATA_FOLDER)
public final class Folders {
  private static final Logger LOG = LoggerFactory.getLogger(Folders.class);
  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");

  private Folders() {}

  /** Makes the folder, and those above it, unless they exist. */
  public static void create(Path folder) throws IOException {
    Files.createDirectories(folder, attributes("rwx------"));
  }

  /** Makes a folder of ours within the data folder, or closes it to others. */
  public static void own(Path folder) throws IOException {
    create(folder);
    if (isOpen(folder)) {
      Files.setPosixFilePermissions(folder, OWNER_ONLY);
    }
  }

  /**
   * Makes the data folder, or closes it to others if nothing but a data folder can be meant: it is
   * empty, or was one before.
   *
   * @throws DatabaseTrouble with one line if it is open to others, and has something else in it
   */
  public static void ownData(Path folder) throws IOException {
    create(folder);
    if (!isOpen(folder)) {
      return;
    }
    String before = PosixFilePermissions.toString(Files.getPosixFilePermissions(folder));
    try (Stream<Path> files = Files.list(folder)) {
      if (files.findAny().isPresent() && !Files.exists(folder.resolve(FolderLock.FILE))) {
        throw new DatabaseTrouble(
            "data.folder: %s: its mode is %s (expected: rwx------, as after chmod 700)"
                .formatted(folder, before));
      }
    }
    Files.setPosixFilePermissions(folder, OWNER_ONLY);
    LOG.warn("data.folder: the mode of {} was {} and is rwx------ now", folder, before);
  }

  /**
   * Returns whether others than its owner can look into it; false where the system does not say.
   */
  public static boolean isOpen(Path folder) throws IOException {
    return POSIX && !OWNER_ONLY.containsAll(Files.getPosixFilePermissions(folder));
  }

  /**
   * Attributes that make a new file or folder with these permissions, where the system has them.
   */
  static FileAttribute<?>[] attributes(String permissions) {
    if (!POSIX) {
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

  /**
   * Deletes programs whose unpacking was cut short, as by a full disk: the library would not finish
   * it.
   */
  public static void clearUnpacked(Path binaries) throws IOException {
    if (!Files.exists(binaries)) {
      return;
    }
    try (Stream<Path> unpacked = Files.list(binaries)) {
      for (Path each : unpacked.filter(Files::isDirectory).toList()) {
        if (!Files.exists(each.resolve(".exists"))) {
          delete(each);
        }
      }
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
