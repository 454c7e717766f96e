package io.drawbridge.server.edge.loop;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;

/**
 * The pooled direct buffer that the drains of one event loop fill in turn: what the kernel takes at
 * once, nearly everything, needs no other. On the loop only.
 */
public final class LoopBuffer {
  /** The size of the buffer; a reader that stops reading pins this much, once. */
  public static final int BYTES = 16 * 1024;

  private static final int WRITE_BYTES_MIN = 256;

  /** The allocator of all channels, named here: to ask a channel costs more than the answer. */
  private static final ByteBufAllocator ALLOCATOR = ByteBufAllocator.DEFAULT;

  private ByteBuf kept = Unpooled.EMPTY_BUFFER;
  private boolean lent;

  /**
   * An empty buffer for one write; to be given {@link #back}, even if somebody else has retained
   * it.
   *
   * @param expectedBytes about how much will be written
   * @param behind whether the kernel has not taken an earlier write of that socket yet: this one
   *     will wait too, so it gets a buffer of its own size
   */
  public ByteBuf take(int expectedBytes, boolean behind) {
    if (lent || behind || expectedBytes > BYTES) {
      return ALLOCATOR.directBuffer(
          Math.clamp(expectedBytes, WRITE_BYTES_MIN, DrainBuffer.WRITE_BYTES_MAX));
    }
    if (kept.refCnt() != 1 || kept.capacity() != BYTES) {
      kept.release();
      kept = ALLOCATOR.directBuffer(BYTES);
    }
    lent = true;
    return kept.clear();
  }

  /** Takes the buffer back after the write. */
  @SuppressWarnings("ReferenceEquality") // a buffer of the same content is another buffer
  public void back(ByteBuf taken) {
    if (taken == kept) {
      lent = false;
    } else {
      taken.release();
    }
  }

  /** Gives the memory back. */
  void release() {
    kept.release();
    kept = Unpooled.EMPTY_BUFFER;
  }
}
