package io.drawbridge.server.backup;

import io.drawbridge.protocol.file.ThumbnailSize;
import io.drawbridge.protocol.id.FileId;
import io.drawbridge.server.backup.BackupStore.StoredFile;
import io.drawbridge.server.backup.Manifest.FilePart;
import io.drawbridge.server.exit.surface.LetsOut;
import io.drawbridge.server.exit.surface.Surface;
import io.drawbridge.server.file.storage.FileStorage;
import io.drawbridge.server.file.storage.StoredNames;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The bytes of files on their way between the storage and an archive. */
@LetsOut(Surface.BACKUP)
final class StoredFiles {
  private static final int PIECE_BYTES = 1 << 20;

  private final FileStorage storage;

  StoredFiles(FileStorage storage) {
    this.storage = storage;
  }

  /**
   * The files that were copied out.
   *
   * @param missing names of files whose bytes are gone, as they were deleted meanwhile
   */
  record Copied(List<FilePart> parts, List<String> missing) {}

  /** Reads from an offset on until the buffer is full, or all is read. */
  private interface Reading {
    void read(long offset, ByteBuffer into) throws IOException;
  }

  /** Copies the files out, and what stands beside them. One that is deleted meanwhile is told. */
  Copied copyOut(List<StoredFile> files, ArchiveWriter to) throws IOException {
    List<FilePart> parts = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (StoredFile file : files) {
      FileId id = new FileId(file.id());
      Optional<FilePart> own =
          copyOut(StoredNames.of(id), to, (offset, into) -> storage.read(id, offset, into));
      if (own.isEmpty()) {
        if (file.whole()) {
          missing.add(StoredNames.of(id));
        }
        continue;
      }
      parts.add(own.get());
      for (ThumbnailSize size : ThumbnailSize.values()) {
        copyOut(
                StoredNames.of(id, size),
                to,
                (offset, into) -> storage.readBeside(id, size, offset, into))
            .ifPresent(parts::add);
      }
    }
    return new Copied(parts, missing);
  }

  /**
   * Copies one; empty if it is not there, or was deleted in the middle. What was written of it by
   * then stays in the archive, and is on no list.
   */
  private static Optional<FilePart> copyOut(String name, ArchiveWriter to, Reading reading)
      throws IOException {
    ByteBuffer piece = ByteBuffer.allocate(PIECE_BYTES);
    try {
      reading.read(0, piece);
      return Optional.of(
          new FilePart(name, to.plain(FilePart.entry(name), out -> copyOut(piece, reading, out))));
    } catch (NoSuchFileException deleted) {
      return Optional.empty();
    }
  }

  private static void copyOut(ByteBuffer piece, Reading reading, OutputStream out)
      throws IOException {
    WritableByteChannel channel = Channels.newChannel(out);
    long offset = 0;
    while (piece.position() > 0) {
      boolean last = piece.hasRemaining();
      offset += channel.write(piece.flip());
      piece.clear();
      if (last) {
        return;
      }
      reading.read(offset, piece);
    }
  }

  /** Stores a file of an archive, or what stands beside one, over a loss of power too. */
  void copyIn(FilePart part, InputStream from) throws IOException {
    FileId id = StoredNames.id(part.name());
    Optional<ThumbnailSize> beside = StoredNames.size(part.name());
    if (beside.isPresent()) {
      storage.putBeside(id, beside.get(), from.readAllBytes());
      return;
    }
    try (FileStorage.Writing writing = storage.write(id)) {
      writing.from(0);
      byte[] piece = new byte[PIECE_BYTES];
      for (int read = from.read(piece); read >= 0; read = from.read(piece)) {
        writing.write(ByteBuffer.wrap(piece, 0, read));
      }
      writing.finish();
    }
  }

  /** Deletes what was stored of these. */
  void delete(List<FilePart> parts) throws IOException {
    for (FilePart part : parts) {
      storage.delete(StoredNames.id(part.name()));
    }
  }
}
