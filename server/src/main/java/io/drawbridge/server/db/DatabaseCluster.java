package io.drawbridge.server.db;

import java.nio.file.Path;
import java.util.Map;

/**
 * The settings that the embedded PostgreSQL is started with.
 *
 * @param dataFolder absolute; the database's own files are in {@code postgres} there
 * @param binaries where its programs are unpacked
 * @param password of its superuser and of our role
 * @param settings server settings over the usual ones
 */
public record DatabaseCluster(
    Path dataFolder, Path binaries, String password, Map<String, String> settings) {

  public static Path folder(Path dataFolder) {
    return dataFolder.resolve("postgres");
  }

  public static Path passwordFile(Path dataFolder) {
    return dataFolder.resolve("postgres.password");
  }

  public Path folder() {
    return folder(dataFolder);
  }

  public Path passwordFile() {
    return passwordFile(dataFolder);
  }

  /** One line for the operator: that the disk is full, or else the given reason. */
  public static String doesNotStart(Path dataFolder, String why) {
    return Room.isFull(dataFolder)
        ? Room.fullDisk(dataFolder)
        : "the embedded PostgreSQL in %s does not start: %s (its own log is in postgres/log there)"
            .formatted(dataFolder, why);
  }

  public String doesNotStart(String why) {
    return doesNotStart(dataFolder, why);
  }

  /** Leaves the password out. */
  @Override
  public String toString() {
    return "DatabaseCluster[" + dataFolder + "]";
  }
}
