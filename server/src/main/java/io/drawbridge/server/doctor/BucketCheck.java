package io.drawbridge.server.doctor;

import io.drawbridge.server.file.storage.s3.S3Place;
import io.drawbridge.server.file.storage.s3.S3Storage;
import java.io.IOException;

/** Checks whether the bucket for files can be written, by writing there. */
final class BucketCheck {
  private BucketCheck() {}

  static Finding examine(S3Place place) {
    try (S3Storage storage = S3Storage.prober(place)) {
      storage.probe();
      return Finding.ok("files", place.where() + " can be written");
    } catch (IOException e) {
      return Finding.fail("files", "%s: %s".formatted(place.where(), e.getMessage()));
    }
  }
}
