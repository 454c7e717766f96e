package io.drawbridge.protocol.file;

import io.drawbridge.protocol.id.FileId;

/**
 * A file of a message, as it is now. Its bytes are read at {@code GET /v1/files/<id>} by who sees
 * the message.
 *
 * @param file its name for the server, the same for all its versions
 * @param name what its owner calls it
 * @param size in bytes
 * @param type the media type that its content shows, whatever its name says
 * @param sha256 of its bytes, 64 hexadecimal digits
 * @param version 1 for the first, and one more each time it is replaced
 */
public record FileView(
    FileId file, String name, long size, String type, String sha256, int version) {

  /** The same bytes as a version of a file. */
  public FileView as(FileId series, int number) {
    return new FileView(series, name, size, type, sha256, number);
  }
}
