package io.drawbridge.server.backup;

import io.drawbridge.server.backup.Manifest.Sum;
import io.drawbridge.server.exit.surface.LetsOut;
import io.drawbridge.server.exit.surface.Surface;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes an archive, a ZIP file that nobody but its user may read. It has another name until it is
 * whole and on the disk, so that one that was cut off is not taken for a backup.
 */
@LetsOut(Surface.BACKUP)
final class ArchiveWriter implements AutoCloseable {
  private static final String UNFINISHED = ".unfinished";
  private static final int BUFFER_BYTES = 1 << 16;

  private final Path file;
  private final Path unfinished;
  private final FileChannel channel;
  private final ZipOutputStream zip;

  private ArchiveWriter(Path file, Path unfinished, FileChannel channel) {
    this.file = file;
    this.unfinished = unfinished;
    this.channel = channel;
    this.zip =
        new ZipOutputStream(
            new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES));
  }

  /** Writes the bytes of an entry. */
  interface Body {
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Begins an archive.
   *
   * @throws BackupTrouble with one line if the file is there already, or cannot be written
   */
  static ArchiveWriter create(Path file) {
    Path unfinished = file.resolveSibling(file.getFileName() + UNFINISHED);
    if (Files.exists(file)) {
      throw new BackupTrouble("%s: it is there already (expected: a new file)".formatted(file));
    }
    try {
      FileChannel channel =
          FileChannel.open(
              unfinished,
              Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      return new ArchiveWriter(file, unfinished, channel);
    } catch (FileAlreadyExistsException e) {
      throw new BackupTrouble(
          "%s: a backup runs, or was cut off (expected: no such file; delete it if none runs)"
              .formatted(unfinished));
    } catch (NoSuchFileException e) {
      throw new BackupTrouble("%s: no such folder (expected: one that is there)".formatted(file));
    } catch (IOException e) {
      throw new BackupTrouble("%s cannot be written: %s".formatted(file, e));
    }
  }

  /** Writes an entry, pressed together; returns what went in. */
  Sum pressed(String name, Body body) throws IOException {
    return entry(name, Deflater.BEST_SPEED, body);
  }

  /** Writes an entry as it is: most files are pressed together already. */
  Sum plain(String name, Body body) throws IOException {
    return entry(name, Deflater.NO_COMPRESSION, body);
  }

  private Sum entry(String name, int level, Body body) throws IOException {
    zip.setLevel(level);
    zip.putNextEntry(new ZipEntry(name));
    Summed summed = new Summed(zip);
    try {
      body.writeTo(summed);
    } finally {
      zip.closeEntry();
    }
    return summed.sum();
  }

  /** Writes the list of all, and makes the archive last, under its name. */
  void finish(Manifest manifest) throws IOException {
    pressed(
        Manifest.NAME,
        out -> JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValue(out, manifest));
    zip.finish();
    zip.flush();
    channel.force(true);
    zip.close();
    try {
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(unfinished, file);
    }
    Path parent = Objects.requireNonNull(file.toAbsolutePath().getParent());
    try (FileChannel folder = FileChannel.open(parent, StandardOpenOption.READ)) {
      folder.force(true);
    }
  }

  /** Deletes what was not finished. */
  @Override
  public void close() throws IOException {
    channel.close();
    Files.deleteIfExists(unfinished);
  }
}
