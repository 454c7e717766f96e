package io.drawbridge.server.db.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drawbridge.server.db.DatabaseTrouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The data folder is for its owner only, whatever it was before. */
final class FoldersTest {
  @TempDir Path parent;

  private Path open(String name) throws IOException {
    Path folder = Files.createDirectory(parent.resolve(name));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    return folder;
  }

  private static String mode(Path folder) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder));
  }

  @Test
  void newFolderIsClosedToOthers() throws IOException {
    Path folder = parent.resolve("a/data");
    Folders.ownData(folder);
    assertThat(mode(folder)).isEqualTo("rwx------");
  }

  @Test
  void emptyFolderAndOneThatServedBeforeAreClosedToOthers() throws IOException {
    Path empty = open("empty");
    Folders.ownData(empty);
    assertThat(mode(empty)).isEqualTo("rwx------");

    Path used = open("used");
    Files.createFile(used.resolve("lock"));
    Folders.ownData(used);
    assertThat(mode(used)).isEqualTo("rwx------");
  }

  /** As {@code data.folder = /srv}, by mistake. */
  @Test
  void folderOfOtherThingsIsLeftAsItIsAndRefused() throws IOException {
    Path other = open("other");
    Files.createFile(other.resolve("letter.txt"));
    assertThatThrownBy(() -> Folders.ownData(other))
        .isInstanceOf(DatabaseTrouble.class)
        .hasMessage(
            "data.folder: %s: its mode is rwxr-xr-x (expected: rwx------, as after chmod 700)"
                .formatted(other));
    assertThat(mode(other)).isEqualTo("rwxr-xr-x");
  }

  /** The library that unpacks them neither continues nor begins again. */
  @Test
  void programsWhoseUnpackingWasCutShortAreDeleted() throws IOException {
    Path half = Files.createDirectories(parent.resolve("bin/PG-half/bin"));
    Files.writeString(half.resolve("postgres"), "hal");
    Path whole = Files.createDirectory(parent.resolve("bin/PG-whole"));
    Files.createFile(whole.resolve(".exists"));
    Folders.clearUnpacked(parent.resolve("bin"));
    assertThat(parent.resolve("bin")).isDirectoryNotContaining("glob:**/PG-half");
    assertThat(whole.resolve(".exists")).exists();
  }

  /** It was made with mode 0777 once. */
  @Test
  void foldersWithinAreClosedInAnyCase() throws IOException {
    Path binaries = open("postgres-bin");
    Files.createDirectory(binaries.resolve("PG-1"));
    Folders.own(binaries);
    assertThat(mode(binaries)).isEqualTo("rwx------");
  }
}
