package io.drawbridge.server.edge;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.util.Optional;

/**
 * The body of an upload on its way from the socket to its writer, a part at a time: while one is
 * being written the socket is not read. Holds at most a part more than what is written, and what
 * was read already when reading stopped. On the loop.
 */
final class UploadBody {
  /** The bytes that are handed on together. */
  static final int PART_BYTES = 64 * 1024;

  /** The writer of a body. */
  interface Writer {
    /**
     * Takes the next part, which is its own from now on; it says by {@link UploadBody#written} when
     * it wants another. On the loop.
     */
    void part(byte[] bytes, int length, boolean last);
  }

  private final Channel channel;
  private Optional<Writer> writer = Optional.empty();
  private byte[] bytes = new byte[0];
  private int length;
  private int underWay;
  private boolean last;
  private boolean writing;

  UploadBody(Channel channel) {
    this.channel = channel;
  }

  /** Takes what came; it is copied. */
  void add(ByteBuf piece, boolean end) {
    int more = piece.readableBytes();
    if (length + more > bytes.length) {
      byte[] larger = new byte[Math.max(length + more, 2 * bytes.length)];
      System.arraycopy(bytes, 0, larger, 0, length);
      bytes = larger;
    }
    piece.getBytes(piece.readerIndex(), bytes, length, more);
    length += more;
    last |= end;
    handOn();
  }

  /** Lets it in: from now on parts are handed on, and the socket is read. */
  void begin(Writer to) {
    writer = Optional.of(to);
    handOn();
  }

  /** Notes that the part under way is written. */
  void written() {
    writing = false;
    underWay = 0;
    handOn();
  }

  /** Hands on what came before the socket was gone, so that it is kept. */
  void cut() {
    if (length > 0) {
      writer.ifPresent(it -> it.part(bytes, length, false));
      length = 0;
    }
  }

  /** Returns whether all of it came. */
  boolean whole() {
    return last;
  }

  /** The heap that it holds. */
  long held() {
    return bytes.length + (long) underWay;
  }

  private void handOn() {
    if (writer.isEmpty() || writing) {
      return;
    }
    boolean full = length >= PART_BYTES || last;
    channel.config().setAutoRead(!full);
    if (full) {
      byte[] part = bytes;
      int partLength = length;
      writing = true;
      underWay = part.length;
      bytes = new byte[0];
      length = 0;
      writer.get().part(part, partLength, last);
    }
  }
}
