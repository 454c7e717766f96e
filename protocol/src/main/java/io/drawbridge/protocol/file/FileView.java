package io.drawbridge.protocol.file;

import io.drawbridge.protocol.id.FileId;
import java.util.Optional;

/**
 * A file of a message, as it is now. Its bytes are read at {@code GET /v1/files/<id>} by who sees
 * the message.
 *
 * @param file its name for the server, the same for all its versions
 * @param name what its owner calls it
 * @param size in bytes, as they are read; of JPEG, PNG and WebP without what tells where and by
 *     whom they were made
 * @param type the media type that its content shows, whatever its name says
 * @param sha256 of the bytes that are read, 64 hexadecimal digits
 * @param version 1 for the first, and one more each time it is replaced
 * @param picture what is known of it as a picture; absent if it is none, or one that is too large
 *     to look at
 */
public record FileView(
    FileId file,
    String name,
    long size,
    String type,
    String sha256,
    int version,
    Optional<Picture> picture) {

  /** A file that is no picture. */
  public FileView(FileId file, String name, long size, String type, String sha256, int version) {
    this(file, name, size, type, sha256, version, Optional.empty());
  }

  /** The same bytes as a version of a file. */
  public FileView as(FileId series, int number) {
    return new FileView(series, name, size, type, sha256, number, picture);
  }
}
