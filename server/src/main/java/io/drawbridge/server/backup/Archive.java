package io.drawbridge.server.backup;

import io.drawbridge.server.backup.Manifest.Part;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An archive that was written before. One thread at a time. */
final class Archive implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Path file;
  private final ZipFile zip;
  private final Manifest manifest;

  private Archive(Path file, ZipFile zip, Manifest manifest) {
    this.file = file;
    this.zip = zip;
    this.manifest = manifest;
  }

  /**
   * Opens it, and reads its list.
   *
   * @throws BackupTrouble with one line if it is no archive, or of a form that is not known here
   */
  static Archive open(Path file) {
    if (!Files.isReadable(file)) {
      throw new BackupTrouble("%s: it cannot be read (expected: a backup)".formatted(file));
    }
    try {
      ZipFile zip = new ZipFile(file.toFile());
      try {
        return new Archive(file, zip, manifest(file, zip));
      } catch (IOException | RuntimeException e) {
        zip.close();
        throw e;
      }
    } catch (IOException e) {
      throw damaged(file, String.valueOf(e.getMessage()));
    }
  }

  private static Manifest manifest(Path file, ZipFile zip) throws IOException {
    try (InputStream in = entry(file, zip, Manifest.NAME)) {
      JsonNode list = JSON.readTree(in.readAllBytes());
      int format = list.path("format").asInt(0);
      if (format != Manifest.FORMAT) {
        throw new BackupTrouble(
            "%s: its format is %d, written by Drawbridge %s (expected: %d, as this version reads)"
                .formatted(file, format, list.path("product").asString("?"), Manifest.FORMAT));
      }
      return JSON.treeToValue(list, Manifest.class);
    } catch (JacksonException | IllegalArgumentException e) {
      throw damaged(file, "its list cannot be read");
    }
  }

  private static InputStream entry(Path file, ZipFile zip, String name) throws IOException {
    @Nullable ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw damaged(file, name + " is not in it");
    }
    return zip.getInputStream(entry);
  }

  private static BackupTrouble damaged(Path file, String why) {
    return new BackupTrouble(
        "%s: it is damaged, or no backup: %s (expected: a whole archive of admin backup)"
            .formatted(file, why));
  }

  Manifest manifest() {
    return manifest;
  }

  /**
   * Reads all of it, and compares each part with the list.
   *
   * @throws BackupTrouble with one line that names the first that is missing or different
   */
  void verify() {
    Stream.concat(manifest.tables().stream(), manifest.files().stream()).forEach(this::verify);
  }

  private void verify(Part part) {
    Summed summed = new Summed(OutputStream.nullOutputStream());
    try (InputStream in = read(part)) {
      in.transferTo(summed);
    } catch (IOException e) {
      throw damaged(file, "%s: %s".formatted(part.entry(), e.getMessage()));
    }
    if (!summed.sum().equals(part.sum())) {
      throw damaged(file, part.entry() + " is not what was written");
    }
  }

  /** The bytes of a part; the caller closes them. */
  InputStream read(Part part) throws IOException {
    return entry(file, zip, part.entry());
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
