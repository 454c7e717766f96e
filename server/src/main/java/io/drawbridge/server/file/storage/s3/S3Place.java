package io.drawbridge.server.file.storage.s3;

import io.drawbridge.protocol.text.Secret;
import java.net.URI;
import java.util.Optional;

/**
 * A bucket, and the key that opens it.
 *
 * @param endpoint of the store; absent: Amazon's of the region
 */
public record S3Place(
    Optional<URI> endpoint, String region, String bucket, String keyId, Secret key) {
  /** How it is named in lines for the operator. */
  public String where() {
    return "bucket %s at %s"
        .formatted(bucket, endpoint.map(URI::toString).orElse("Amazon S3, " + region));
  }
}
