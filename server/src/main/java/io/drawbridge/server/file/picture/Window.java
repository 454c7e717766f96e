package io.drawbridge.server.file.picture;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Reads numbers out of a source through a window of fixed size, which is all that it holds: {@link
 * ByteSource#READ_BYTES}, or fewer if the source has fewer. One thread at a time.
 */
final class Window {
  private final ByteSource source;
  private final byte[] held;
  private long start;
  private int length;

  Window(ByteSource source) {
    this.source = source;
    this.held = new byte[(int) Math.min(ByteSource.READ_BYTES, source.size())];
  }

  long size() {
    return source.size();
  }

  /** The byte there, 0 to 255. */
  int u8(long at) throws IOException {
    if (at < start || at >= start + length) {
      move(at);
    }
    return held[(int) (at - start)] & 0xff;
  }

  int u16(long at) throws IOException {
    return u8(at) << 8 | u8(at + 1);
  }

  int u16Little(long at) throws IOException {
    return u8(at) | u8(at + 1) << 8;
  }

  int u24Little(long at) throws IOException {
    return u16Little(at) | u8(at + 2) << 16;
  }

  long u32(long at) throws IOException {
    return (long) u16(at) << 16 | u16(at + 2);
  }

  long u32Little(long at) throws IOException {
    return u16Little(at) | (long) u16Little(at + 2) << 16;
  }

  /** Returns whether these ASCII characters stand there. */
  boolean has(long at, String ascii) throws IOException {
    if (at + ascii.length() > size()) {
      return false;
    }
    for (int i = 0; i < ascii.length(); i++) {
      if (u8(at + i) != ascii.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Four ASCII characters. */
  String four(long at) throws IOException {
    StringBuilder four = new StringBuilder();
    for (int i = 0; i < 4; i++) {
      four.append((char) u8(at + i));
    }
    return four.toString();
  }

  private void move(long at) throws IOException {
    if (at < 0 || at >= source.size()) {
      throw new MalformedException("offset: %d (expected: below %d)".formatted(at, source.size()));
    }
    ByteBuffer into = ByteBuffer.wrap(held, 0, (int) Math.min(held.length, source.size() - at));
    source.read(at, into);
    if (into.position() == 0) {
      throw new IOException("offset: %d (expected: bytes there)".formatted(at));
    }
    start = at;
    length = into.position();
  }
}
