package io.drawbridge.server.backup;

import io.drawbridge.server.file.storage.StoredNames;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Tells an operator what an archive has in it, and what not. */
public final class BackupReport {
  private final Manifest manifest;

  BackupReport(Manifest manifest) {
    this.manifest = manifest;
  }

  /** Everything that was committed before is in it. */
  public Instant at() {
    return manifest.at();
  }

  /** When the newest change of access in it was made. */
  public Optional<Instant> newestChange() {
    return manifest.newestChange();
  }

  /** When the newest message in it was sent. */
  public Optional<Instant> newestMessage() {
    return manifest.newestMessage();
  }

  public int tables() {
    return manifest.tables().size();
  }

  public long rows() {
    return manifest.rows();
  }

  /** The number of files, without the thumbnails beside them. */
  public long files() {
    return manifest.files().stream()
        .filter(file -> StoredNames.size(file.name()).isEmpty())
        .count();
  }

  public long fileBytes() {
    return manifest.fileBytes();
  }

  /** Whether the bytes of files are in a bucket, and so not in the archive. */
  public boolean inBucket() {
    return manifest.storage().equals(Manifest.BUCKET);
  }

  /** Names of files that messages have, and whose bytes are not in the archive. */
  public List<String> missing() {
    return manifest.missing();
  }

  /** The names of the keys that the server had, in order. */
  public List<String> keys() {
    return manifest.keys().keySet().stream().sorted().toList();
  }

  /** The hash of one of them. */
  public Optional<String> key(String name) {
    return Optional.ofNullable(manifest.keys().get(name));
  }
}
