package io.drawbridge.server.edge.loop;

import io.drawbridge.protocol.codec.FrameCodec;
import io.drawbridge.protocol.frame.ErrorFrame;
import io.drawbridge.protocol.frame.Reply;
import io.drawbridge.protocol.frame.ServerFrame;
import io.drawbridge.protocol.result.Result;
import io.drawbridge.server.session.outbox.EncodedFrame;
import io.drawbridge.server.session.outbox.FrameSink;
import io.netty.buffer.ByteBuf;

/** One drain of one WebSocket: frames side by side in one buffer. */
public final class DrainBuffer implements FrameSink {
  /** The most that leaves in one write; more waits until the kernel took this. */
  static final int WRITE_BYTES_MAX = 64 * 1024;

  private final FrameCodec codec;
  private final ByteBuf buffer;
  private int frames;

  /** Fills the buffer, which stays the caller's. */
  public DrainBuffer(ByteBuf buffer, FrameCodec codec) {
    this.buffer = buffer;
    this.codec = codec;
  }

  @Override
  public boolean open() {
    return buffer.readableBytes() < WRITE_BYTES_MAX;
  }

  @Override
  public void frame(EncodedFrame frame) {
    buffer.writeBytes(frame.bytes());
    frames++;
  }

  @Override
  public void reply(long id, Result result) {
    encode(new Reply(id, result));
  }

  @Override
  public void error(ErrorFrame error) {
    encode(error);
  }

  public int frames() {
    return frames;
  }

  private void encode(ServerFrame frame) {
    frame(EncodedFrame.text(codec.encode(frame)));
  }
}
