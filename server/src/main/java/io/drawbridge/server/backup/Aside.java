package io.drawbridge.server.backup;

import io.drawbridge.server.db.embedded.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Folders that were moved aside, to make room for what is restored: they keep all that is in them,
 * under another name beside, until the operator deletes them.
 */
public final class Aside {
  private static final String REPLACED = ".replaced-";

  /** What was moved, by where it was. */
  private final Map<Path, Path> moved = new LinkedHashMap<>();

  private Aside() {}

  /**
   * Moves those folders that are there.
   *
   * @throws BackupTrouble with one line if one cannot be moved; none is moved then
   */
  public static Aside move(List<Path> folders) {
    Aside aside = new Aside();
    for (Path folder : folders) {
      try {
        if (Files.exists(folder)) {
          Path beside = free(folder);
          Files.move(folder, beside);
          aside.moved.put(folder, beside);
        }
      } catch (IOException e) {
        aside.putBack();
        throw new BackupTrouble("%s cannot be moved aside: %s".formatted(folder, e));
      }
    }
    return aside;
  }

  private static Path free(Path folder) {
    return Stream.iterate(1, number -> number + 1)
        .map(number -> folder.resolveSibling(folder.getFileName() + REPLACED + number))
        .filter(Files::notExists)
        .findFirst()
        .orElseThrow();
  }

  /** Where they are now. */
  public List<Path> folders() {
    return List.copyOf(moved.values());
  }

  /** Puts them back; what has taken their place goes. */
  public void putBack() {
    moved.forEach((folder, beside) -> {
      try {
        Folders.delete(folder);
        Files.move(beside, folder);
      } catch (IOException e) {
        throw new BackupTrouble("%s cannot be put back: %s".formatted(beside, e));
      }
    });
  }
}
