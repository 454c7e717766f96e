package io.drawbridge.server.config;

import io.drawbridge.protocol.text.Secret;
import io.drawbridge.server.file.storage.s3.S3Place;
import io.drawbridge.server.file.upload.UploadLimits;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The settings of files: where their bytes are, how many, and what of them is delivered.
 *
 * @param folder absent: in the data folder
 * @param bucket where they are instead of the folder
 */
public record FilesConfig(
    Optional<Path> folder, Optional<S3Place> bucket, UploadLimits limits, Metadata metadata) {
  /** Mebibytes of one file, and of all of somebody's. */
  private static final int FILE_MAX = 1_000_000;

  private static final int FILES_MAX = 100_000_000;

  /** Mebibytes of one file in a bucket: what ten thousand parts hold. */
  private static final int OBJECT_MAX = 150_000;

  /** Where bytes are kept. */
  private enum Storage {
    FOLDER,
    S3
  }

  /** What becomes of the metadata of pictures. */
  public enum Metadata {
    /** It is delivered to nobody. */
    STRIP,
    /** It is delivered as it came. */
    KEEP
  }

  /** Whether it is taken out. */
  public boolean strips() {
    return metadata == Metadata.STRIP;
  }

  static FilesConfig read(ConfigReader reader) {
    boolean said = reader.optionalText(ConfigKey.FILES_FOLDER).isPresent();
    return new FilesConfig(
        said ? Optional.of(reader.folder(ConfigKey.FILES_FOLDER)) : Optional.empty(),
        bucket(reader),
        new UploadLimits(
            mebibytes(reader, ConfigKey.FILES_SIZE, FILE_MAX),
            mebibytes(reader, ConfigKey.FILES_MEMBER, FILES_MAX),
            mebibytes(reader, ConfigKey.FILES_EXTERNAL, FILES_MAX),
            mebibytes(reader, ConfigKey.FILES_WORKSPACE, FILES_MAX),
            (long) reader.number(ConfigKey.DISK_FREE_MIN, 0, FILE_MAX) << 20),
        reader.oneOf(ConfigKey.FILES_METADATA, Metadata.STRIP, List.of(Metadata.values())));
  }

  private static Optional<S3Place> bucket(ConfigReader reader) {
    Storage storage =
        reader.oneOf(ConfigKey.FILES_STORAGE, Storage.FOLDER, List.of(Storage.values()));
    if (storage == Storage.FOLDER) {
      return Optional.empty();
    }
    for (ConfigKey key : List.of(ConfigKey.S3_BUCKET, ConfigKey.S3_KEY_ID, ConfigKey.S3_KEY)) {
      if (reader.optionalText(key).isEmpty()) {
        reader.mistake(
            "%s: nothing (expected: a value, as files.storage is s3)".formatted(key.key()));
      }
    }
    if (reader.number(ConfigKey.FILES_SIZE, 1, FILE_MAX) > OBJECT_MAX) {
      reader.mistake(
          "files.size: more than a bucket holds (expected: at most %d)".formatted(OBJECT_MAX));
    }
    return Optional.of(
        new S3Place(
            reader.url(ConfigKey.S3_ENDPOINT),
            reader.text(ConfigKey.S3_REGION),
            reader.text(ConfigKey.S3_BUCKET),
            reader.text(ConfigKey.S3_KEY_ID),
            new Secret(reader.text(ConfigKey.S3_KEY))));
  }

  private static long mebibytes(ConfigReader reader, ConfigKey key, int max) {
    return (long) reader.number(key, 1, max) << 20;
  }
}
