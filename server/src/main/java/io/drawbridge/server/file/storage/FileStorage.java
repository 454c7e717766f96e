package io.drawbridge.server.file.storage;

import io.drawbridge.protocol.file.ThumbnailSize;
import io.drawbridge.protocol.id.FileId;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Bytes under ids. An id is random and made by the server; what people call a file is not known
 * here. All methods block: call them on virtual threads. Thread-safe.
 */
public interface FileStorage {
  /**
   * Opens the bytes under an id for writing, and changes none yet. One writer at a time.
   *
   * @throws InUseException if somebody else writes them
   */
  Writing write(FileId id) throws IOException;

  /**
   * Reads as many bytes as the buffer has room for; fewer only at the end.
   *
   * @throws java.nio.file.NoSuchFileException if there are none under the id (any more)
   */
  void read(FileId id, long offset, ByteBuffer into) throws IOException;

  /** Stores what stands beside the bytes under an id, safely; what stood there is replaced. */
  void putBeside(FileId id, ThumbnailSize size, byte[] bytes) throws IOException;

  /**
   * Reads what stands beside the bytes under an id, as {@link #read}.
   *
   * @throws java.nio.file.NoSuchFileException if nothing does
   */
  void readBeside(FileId id, ThumbnailSize size, long offset, ByteBuffer into) throws IOException;

  /**
   * Deletes the bytes under an id, and all beside them; it is done when this returns. Absent ones
   * are no error.
   */
  void delete(FileId id) throws IOException;

  /** Every id that has bytes, to prove that none is left behind. Walks through all of them. */
  List<FileId> ids() throws IOException;

  /** Bytes that can still be stored. */
  long freeBytes() throws IOException;

  /** Bytes on their way into the storage. One thread at a time. */
  interface Writing extends Closeable {
    /**
     * Goes on from an offset; what was behind it is dropped. Once, before the first byte.
     *
     * @throws IOException if there are fewer bytes than the offset
     */
    void from(long offset) throws IOException;

    void write(ByteBuffer bytes) throws IOException;

    /**
     * Makes what was written last, over a loss of power too, as far as it can without an end.
     *
     * @return how many bytes are safe from the beginning on; never fewer than before
     */
    long sync() throws IOException;

    /** Makes all that was written last, as the whole: it can be read from now on. */
    void finish() throws IOException;
  }

  /** Somebody else writes there. */
  final class InUseException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Makes it. */
    public InUseException(FileId id) {
      super("%s is being written".formatted(id));
    }
  }
}
