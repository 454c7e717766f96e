package io.drawbridge.server.assembly;

import io.drawbridge.server.config.ServerConfig;
import io.drawbridge.server.file.storage.FileStorage;
import io.drawbridge.server.file.storage.FolderStorage;
import java.io.IOException;
import java.nio.file.Path;

/** The storage of files. */
public final class FilePart {
  private static final String FOLDER = "files";

  private FilePart() {}

  /**
   * Opens it.
   *
   * @throws StartTrouble with one line if the folder cannot be used
   */
  public static FileStorage storage(ServerConfig config) {
    Path folder = config.files().folder().orElse(config.dataFolder().resolve(FOLDER));
    try {
      return FolderStorage.open(folder);
    } catch (IOException e) {
      throw new StartTrouble(
          "files.folder: %s cannot be used: %s (expected: a folder that can be written)"
              .formatted(folder, e));
    }
  }
}
