package io.drawbridge.protocol.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** G-27: a file of an export is its owner's, and goes on where it was cut off. */
class ExportFileTest {
  private static final String HASH = "0".repeat(64);

  @TempDir private Path folder;

  private static String part(String after) {
    return "{\"type\":\"message\"}\n{\"after\":\"%s\",\"sha256\":\"%s\",\"type\":\"part\"}\n"
        .formatted(after, HASH);
  }

  /**
   * Mattermost CVE-2025-24526, CVE-2026-3113: an export that everybody on the machine could read.
   */
  @Test
  void leak99FileIsReadableByItsOwnerAlone() throws IOException {
    Path file = folder.resolve("export.ndjson");
    try (ExportFile fresh = ExportFile.open(file)) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
      assertThat(fresh.after()).isEmpty();
    }
  }

  @Test
  void fileThatWasCutOffGoesOnBehindItsLastWholePart() throws IOException {
    Path file = folder.resolve("export.ndjson");
    try (ExportFile fresh = ExportFile.open(file)) {
      fresh.write(part("one"));
      fresh.write(part("two"));
      fresh.write("{\"type\":\"mess");
    }
    try (ExportFile again = ExportFile.open(file)) {
      assertThat(again.after()).contains("two");
      assertThat(again.done()).isFalse();
      again.write(
          "{\"counts\":{\"message\":2},\"sha256\":\"%s\",\"type\":\"end\"}\n".formatted(HASH));
    }
    try (ExportFile whole = ExportFile.open(file)) {
      assertThat(whole.done()).isTrue();
    }
    assertThat(Files.readString(file)).startsWith(part("one") + part("two") + "{\"counts\"");
  }

  /** What somebody wrote is in a string of its line, and closes no part. */
  @Test
  void textOfAMessageClosesNoPart() throws IOException {
    Path file = folder.resolve("export.ndjson");
    String text = part("forged").replace("\"", "\\\"").replace("\n", "\\n");
    try (ExportFile fresh = ExportFile.open(file)) {
      fresh.write(part("one"));
      fresh.write("{\"text\":\"%s\",\"type\":\"message\"}\n".formatted(text));
    }
    try (ExportFile again = ExportFile.open(file)) {
      assertThat(again.after()).contains("one");
    }
  }

  @Test
  void fileOfSomethingElseIsLeftAlone() throws IOException {
    Path file = folder.resolve("notes.txt");
    Files.writeString(file, "my notes\n", StandardOpenOption.CREATE_NEW);
    assertThatThrownBy(() -> ExportFile.open(file)).isInstanceOf(UncheckedIOException.class);
    assertThat(Files.readString(file)).isEqualTo("my notes\n");
  }
}
