package io.drawbridge.server.message;

import io.drawbridge.protocol.id.FileId;
import io.drawbridge.server.failure.Failure;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads which uploads an author gives with a message. */
public final class GivenFiles {
  private GivenFiles() {}

  /**
   * Reads them as clients send them.
   *
   * @throws Failure {@code invalid} if one is there twice
   */
  public static List<FileId> of(Optional<List<FileId>> given) {
    List<FileId> files = given.orElse(List.of());
    if (Set.copyOf(files).size() < files.size()) {
      throw Failure.invalid("files: one twice (expected: each once)");
    }
    return files;
  }
}
