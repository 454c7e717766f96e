package io.drawbridge.server.file.download;

import io.drawbridge.protocol.file.ThumbnailSize;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.FileId;
import io.drawbridge.server.access.AccessGate;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.access.Permit.ReadPermit;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.file.storage.FileStorage;
import io.drawbridge.server.file.storage.StorageFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/**
 * Opens files for those who see their messages, and reads their bytes. A file has no right of its
 * own. Thread-safe; blocks: on virtual threads.
 */
public final class Downloads {
  private final Database database;
  private final AccessGate gate;
  private final FileStorage storage;
  private final DownloadStore store = new DownloadStore();

  public Downloads(Database database, AccessGate gate, FileStorage storage) {
    this.database = database;
    this.gate = gate;
    this.storage = storage;
  }

  /**
   * The caller's right to read where a file is; whether its message shows, is for the statement.
   *
   * @throws Failure {@code not_found} if there is none, or the caller is not there
   */
  public ReadPermit permit(Caller caller, FileId file) {
    ConversationId conversation =
        database.query(handle -> store.conversation(handle, file)).orElseThrow(Failure::notFound);
    return gate.read(caller, conversation);
  }

  /**
   * Opens a file; the caller judges each piece by its tag.
   *
   * @param version of the file; the present one if absent
   * @param thumbnail which one of the picture that it is; the file itself if absent
   * @throws Failure {@code not_found} if there is none, or its message does not show
   */
  public Download open(
      Caller caller, FileId file, Optional<Integer> version, Optional<ThumbnailSize> thumbnail) {
    ReadPermit permit = permit(caller, file);
    return database
        .query(handle -> store.find(handle, permit, file, version, thumbnail))
        .orElseThrow(Failure::notFound);
  }

  /**
   * Reads the bytes of a file that was opened.
   *
   * @throws Failure {@code not_found} if they were deleted meanwhile, with their message; {@code
   *     unavailable} if the storage fails, or has fewer
   */
  public byte[] read(Download download, long offset, int length) {
    try {
      return bytes(download, offset, length);
    } catch (NoSuchFileException gone) {
      throw Failure.notFound();
    } catch (IOException e) {
      throw StorageFailure.unavailable(download.bytes(), e);
    }
  }

  private byte[] bytes(Download download, long offset, int length) throws IOException {
    ByteBuffer piece = ByteBuffer.allocate(length);
    if (download.thumbnail().isPresent()) {
      storage.readBeside(download.bytes(), download.thumbnail().get(), offset, piece);
    } else {
      download.pieces().read((at, into) -> storage.read(download.bytes(), at, into), offset, piece);
    }
    if (piece.hasRemaining()) {
      throw new IOException(
          "%s: %d bytes missing (expected: none)".formatted(download.bytes(), piece.remaining()));
    }
    return piece.array();
  }
}
