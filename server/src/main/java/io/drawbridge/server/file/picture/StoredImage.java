package io.drawbridge.server.file.picture;

import java.io.IOException;
import java.nio.ByteBuffer;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * A source as the decoders read it. It ends their work at a moment: they ask for bytes all the
 * time, and get none any more. It holds {@link ByteSource#READ_BYTES}, or fewer; there is one at a
 * time.
 */
final class StoredImage extends ImageInputStreamImpl {
  private final ByteSource source;
  private final long deadlineNanos;
  private final byte[] held;
  private long start;
  private int length;

  /** {@code deadlineNanos} as of {@link System#nanoTime}. */
  StoredImage(ByteSource source, long deadlineNanos) {
    this.source = source;
    this.held = new byte[(int) Math.min(ByteSource.READ_BYTES, source.size())];
    this.deadlineNanos = deadlineNanos;
  }

  @Override
  public int read() throws IOException {
    bitOffset = 0;
    if (!holds()) {
      return -1;
    }
    int read = held[(int) (streamPos - start)] & 0xff;
    streamPos++;
    return read;
  }

  @Override
  public int read(byte[] into, int offset, int most) throws IOException {
    bitOffset = 0;
    if (most == 0) {
      return 0;
    }
    if (!holds()) {
      return -1;
    }
    int at = (int) (streamPos - start);
    int read = Math.min(most, this.length - at);
    System.arraycopy(held, at, into, offset, read);
    streamPos += read;
    return read;
  }

  @Override
  public long length() {
    return source.size();
  }

  /** Makes the window hold the place of the stream; false at the end. */
  private boolean holds() throws IOException {
    if (streamPos >= start && streamPos < start + length) {
      return true;
    }
    if (System.nanoTime() - deadlineNanos > 0) {
      throw new IOException("the time for a picture is up");
    }
    if (streamPos >= source.size()) {
      return false;
    }
    ByteBuffer into =
        ByteBuffer.wrap(held, 0, (int) Math.min(held.length, source.size() - streamPos));
    source.read(streamPos, into);
    start = streamPos;
    length = into.position();
    return length > 0;
  }
}
