package io.drawbridge.server.file.picture;

import java.nio.ByteBuffer;

/** Bytes that can be read from any place, as those of a stored file. */
public interface ByteSource extends Pieces.Reader {
  /**
   * Most that is asked for at once. A request to a bucket takes longer than the bytes it brings.
   */
  int READ_BYTES = 1 << 20;

  long size();

  /** Bytes that are in memory. */
  static ByteSource of(byte[] bytes) {
    return new ByteSource() {
      @Override
      public long size() {
        return bytes.length;
      }

      @Override
      public void read(long offset, ByteBuffer into) {
        if (offset < bytes.length) {
          into.put(bytes, (int) offset, (int) Math.min(into.remaining(), bytes.length - offset));
        }
      }
    };
  }
}
