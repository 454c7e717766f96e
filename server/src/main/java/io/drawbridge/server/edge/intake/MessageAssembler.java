package io.drawbridge.server.edge.intake;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/**
 * Puts the parts of one message together, bounded in bytes and in number, in memory that grows only
 * with what has really arrived.
 */
public final class MessageAssembler {
  private static final int FIRST_BYTES = 1024;

  private final int bytesMax;
  private final int fragmentsMax;
  private byte[] parts = new byte[0];
  private int length;
  private int fragments;

  public MessageAssembler(int bytesMax, int fragmentsMax) {
    this.bytesMax = bytesMax;
    this.fragmentsMax = fragmentsMax;
  }

  /** An assembler that takes more bytes and has what this one has. */
  public MessageAssembler grown(int moreMax) {
    MessageAssembler grown = new MessageAssembler(moreMax, fragmentsMax);
    grown.parts = parts;
    grown.length = length;
    grown.fragments = fragments;
    return grown;
  }

  public int bytesMax() {
    return bytesMax;
  }

  /** Bytes of the message so far. */
  public int length() {
    return length;
  }

  /** The memory it takes. */
  public int held() {
    return parts.length;
  }

  /** Adds a fragment; false if the message is larger than allowed. */
  public boolean add(ByteBuf fragment) {
    int more = fragment.readableBytes();
    fragments++;
    if (more > bytesMax - length || fragments > fragmentsMax) {
      return false;
    }
    if (length + more > parts.length) {
      int grown = Math.max(FIRST_BYTES, Math.max(length + more, 2 * parts.length));
      parts = Arrays.copyOf(parts, Math.min(bytesMax, grown));
    }
    fragment.readBytes(parts, length, more);
    length += more;
    return true;
  }

  /** The whole message; begins the next. */
  public byte[] finish() {
    byte[] message = Arrays.copyOf(parts, length);
    parts = new byte[0];
    length = 0;
    fragments = 0;
    return message;
  }
}
