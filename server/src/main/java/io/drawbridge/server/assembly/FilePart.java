package io.drawbridge.server.assembly;

import io.drawbridge.server.access.Access;
import io.drawbridge.server.config.FilesConfig;
import io.drawbridge.server.config.ServerConfig;
import io.drawbridge.server.delivery.append.WriterLanes;
import io.drawbridge.server.file.FileCommands;
import io.drawbridge.server.file.picture.Pictures;
import io.drawbridge.server.file.storage.FileStorage;
import io.drawbridge.server.file.storage.FolderStorage;
import io.drawbridge.server.file.storage.s3.S3Place;
import io.drawbridge.server.file.storage.s3.S3Storage;
import io.drawbridge.server.platform.Platform;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The storage of files, and the feature over it. */
public final class FilePart {
  private static final String FOLDER = "files";
  private static final String PARTS = "parts";

  private FilePart() {}

  /**
   * Opens it.
   *
   * @throws StartTrouble with one line if it cannot be used
   */
  public static FileStorage storage(ServerConfig config) {
    Optional<S3Place> bucket = config.files().bucket();
    return bucket.isPresent() ? bucket(config, bucket.get()) : folder(place(config).orElseThrow());
  }

  /** The folder with the bytes of files; empty if they are in a bucket. */
  public static Optional<Path> place(ServerConfig config) {
    return config.files().bucket().isPresent()
        ? Optional.empty()
        : Optional.of(config.files().folder().orElse(config.dataFolder().resolve(FOLDER)));
  }

  /** The feature of files, over its storage. */
  static FileCommands feature(
      Platform platform,
      Access access,
      WriterLanes lanes,
      FileStorage storage,
      FilesConfig config) {
    return new FileCommands(
        platform, access, lanes, storage, config.limits(), new Pictures(config.strips()));
  }

  private static FileStorage folder(Path folder) {
    try {
      return FolderStorage.open(folder);
    } catch (IOException e) {
      throw new StartTrouble(
          "files.folder: %s cannot be used: %s (expected: a folder that can be written)"
              .formatted(folder, e));
    }
  }

  private static FileStorage bucket(ServerConfig config, S3Place place) {
    Path parts = config.dataFolder().resolve(PARTS);
    try {
      S3Storage storage = S3Storage.open(place, parts);
      storage.probe();
      return storage;
    } catch (IOException e) {
      throw new StartTrouble(
          "s3.bucket: %s cannot be used: %s (expected: a bucket that can be written)"
              .formatted(place.where(), e.getMessage()));
    }
  }
}
