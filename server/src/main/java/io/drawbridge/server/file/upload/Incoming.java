package io.drawbridge.server.file.upload;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.file.ThumbnailSize;
import io.drawbridge.protocol.result.MessageResult;
import io.drawbridge.server.db.Database;
import io.drawbridge.server.db.Sha256;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.file.picture.ByteSource;
import io.drawbridge.server.file.picture.MediaTypes;
import io.drawbridge.server.file.picture.Pictures;
import io.drawbridge.server.file.picture.Thumbnail;
import io.drawbridge.server.file.storage.FileStorage;
import io.drawbridge.server.file.storage.StorageFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The bytes of one request on their way into an upload. What is acknowledged, in the database or to
 * the client, was synced before. On virtual threads, one call at a time.
 */
public final class Incoming implements AutoCloseable {
  /** Bytes after which what has come is made safe, so that a cut costs no more than these. */
  private static final long SAFE_EVERY = 16L << 20;

  /** By so many first bytes it is told what a file is. */
  private static final int HEAD_BYTES = 64 * 1024;

  private final Database database;
  private final UploadStore store;
  private final FileStorage storage;
  private final UploadStore.Row row;
  private final AtomicInteger underWay;
  private final FileStorage.Writing writing;
  private final Pictures pictures;
  private final MessageDigest digest = Sha256.start();
  private long received;
  private long safe;
  private boolean open = true;

  Incoming(
      Database database,
      UploadStore store,
      FileStorage storage,
      UploadStore.Row row,
      FileStorage.Writing writing,
      Pictures pictures,
      AtomicInteger underWay) {
    this.database = database;
    this.store = store;
    this.storage = storage;
    this.row = row;
    this.underWay = underWay;
    this.received = row.received();
    this.safe = row.received();
    this.writing = writing;
    this.pictures = pictures;
    underWay.incrementAndGet();
  }

  /**
   * Writes the next bytes.
   *
   * @throws Failure {@code too_large} if they are more than was said; {@code unavailable} if the
   *     storage fails
   */
  public void write(ByteBuffer bytes) {
    if (bytes.remaining() > row.size() - received) {
      throw Failure.of(
          ErrorCode.TOO_LARGE,
          "more bytes than the upload has (expected: %d)".formatted(row.size()));
    }
    try {
      int length = bytes.remaining();
      digest.update(bytes.duplicate());
      writing.write(bytes);
      received += length;
      if (received - safe >= SAFE_EVERY) {
        makeSafe();
      }
    } catch (IOException e) {
      throw broken(e);
    }
  }

  /**
   * Ends the request's part: what came is safe, and the upload is whole if nothing is missing.
   *
   * @throws Failure {@code unavailable} if the storage fails: the upload goes on where it was safe;
   *     {@code conflict} if another request made it whole, {@code not_found} if it was given up
   */
  public MessageResult.Upload finish() {
    try {
      if (received < row.size()) {
        makeSafe();
        received = safe;
      } else if (!row.whole()) {
        writing.finish();
        become();
      }
    } catch (IOException e) {
      throw broken(e);
    }
    return new MessageResult.Upload(row.id(), received, row.size(), row.until());
  }

  /** Ends the request's part after a cut: what came is kept, as far as that is possible. */
  public void cut() {
    try (this) {
      if (received > safe) {
        makeSafe();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    if (open) {
      open = false;
      underWay.decrementAndGet();
      try {
        writing.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /**
   * Makes the upload a whole file: with its type, and what is to be delivered of it. It is read
   * through one buffer at a time, of at most {@link ByteSource#READ_BYTES}.
   */
  private void become() throws IOException {
    ByteSource stored = new StoredBytes();
    ByteBuffer head = ByteBuffer.allocate((int) Math.min(HEAD_BYTES, row.size()));
    stored.read(0, head);
    String type = MediaTypes.of(head.array());
    Pictures.Seen seen = pictures.look(stored, type);
    for (Map.Entry<ThumbnailSize, Thumbnail> each : seen.thumbnails().entrySet()) {
      storage.putBeside(row.id(), each.getKey(), each.getValue().bytes());
    }
    byte[] hash =
        row.received() == 0 && seen.pieces().whole()
            ? digest.digest()
            : hashOf(seen.pieces().of(stored));
    if (!database.query(handle -> store.whole(handle, row, type, hash, seen))) {
      throw late();
    }
  }

  /** Another request made it whole meanwhile, or it was given up. */
  private Failure late() throws IOException {
    if (database.query(handle -> store.exists(handle, row.id()))) {
      return Failure.of(ErrorCode.CONFLICT, "the upload was made whole by another request");
    }
    // Perhaps before what stands beside it was stored.
    storage.delete(row.id());
    return Failure.notFound();
  }

  /** Nothing that was not safe before counts any more: the storage may have lost it. */
  private Failure broken(IOException e) {
    received = safe;
    return StorageFailure.unavailable(row.id(), e);
  }

  private void makeSafe() throws IOException {
    safe = writing.sync();
    if (!database.query(handle -> store.received(handle, row, safe))) {
      throw Failure.notFound();
    }
  }

  private static byte[] hashOf(ByteSource source) throws IOException {
    MessageDigest whole = Sha256.start();
    ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(ByteSource.READ_BYTES, source.size()));
    for (long at = 0; at < source.size(); at += buffer.capacity()) {
      buffer.clear();
      source.read(at, buffer);
      whole.update(buffer.flip());
    }
    return whole.digest();
  }

  private final class StoredBytes implements ByteSource {
    @Override
    public long size() {
      return row.size();
    }

    @Override
    public void read(long offset, ByteBuffer into) throws IOException {
      storage.read(row.id(), offset, into);
    }
  }
}
