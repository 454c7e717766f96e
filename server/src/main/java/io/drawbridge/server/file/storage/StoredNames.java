package io.drawbridge.server.file.storage;

import io.drawbridge.protocol.file.ThumbnailSize;
import io.drawbridge.protocol.id.FileId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The names under which storages keep bytes: by the id alone, {@code f_3k…}, and {@code
 * f_3k….small} beside it.
 */
public final class StoredNames {
  private StoredNames() {}

  /** The name of the bytes themselves. */
  public static String of(FileId id) {
    return id.toString();
  }

  /** The name of what stands beside them. */
  public static String of(FileId id, ThumbnailSize size) {
    return id + "." + size.wire();
  }

  /** All names that there may be. */
  public static List<String> all(FileId id) {
    return Stream.concat(
            Stream.of(of(id)), Stream.of(ThumbnailSize.values()).map(size -> of(id, size)))
        .toList();
  }

  /** The id that a name is of. */
  public static FileId id(String name) {
    return FileId.parse(name.split("\\.", 2)[0]);
  }

  /** The size of the thumbnail that a name is of; empty if it is the bytes themselves. */
  public static Optional<ThumbnailSize> size(String name) {
    FileId id = id(name);
    return Stream.of(ThumbnailSize.values()).filter(size -> of(id, size).equals(name)).findFirst();
  }
}
