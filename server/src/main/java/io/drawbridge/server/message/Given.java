package io.drawbridge.server.message;

import io.drawbridge.protocol.id.FileId;
import io.drawbridge.server.access.rules.AudienceToken;
import io.drawbridge.server.failure.Failure;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads what an author gives with a message, as clients send it. */
public final class Given {
  private Given() {}

  /**
   * Reads whom they say that they wrote to (N-7).
   *
   * @throws Failure {@code invalid} if it is none
   */
  public static AudienceToken audience(String text) {
    return AudienceToken.read(text)
        .orElseThrow(
            () -> Failure.invalid("audience: unreadable (expected: audience of the conversation)"));
  }

  /**
   * Reads which of their uploads it carries.
   *
   * @throws Failure {@code invalid} if one is there twice
   */
  public static List<FileId> files(Optional<List<FileId>> given) {
    List<FileId> files = given.orElse(List.of());
    if (Set.copyOf(files).size() < files.size()) {
      throw Failure.invalid("files: one twice (expected: each once)");
    }
    return files;
  }
}
