package io.drawbridge.server.file.storage.s3;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** The folder where parts of uploads wait until they are whole. */
final class PartFiles {
  private static final String PREFIX = "part-";

  private PartFiles() {}

  /** Makes the folder, for the server's user alone, with nothing in it. */
  static void clear(Path folder) throws IOException {
    Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, PREFIX + "*")) {
      for (Path each : left) {
        Files.delete(each);
      }
    }
  }

  /** A new file there. */
  static Path create(Path folder) throws IOException {
    return Files.createTempFile(folder, PREFIX, null);
  }
}
