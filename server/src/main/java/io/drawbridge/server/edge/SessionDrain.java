package io.drawbridge.server.edge;

import io.drawbridge.protocol.codec.FrameCodec;
import io.drawbridge.server.edge.loop.DrainBuffer;
import io.drawbridge.server.edge.loop.Loop;
import io.drawbridge.server.exit.surface.LetsOut;
import io.drawbridge.server.exit.surface.Surface;
import io.drawbridge.server.session.LiveSession;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;

/** Writes the outbox of a session to its socket, one buffer at a time. On the loop only. */
@LetsOut({Surface.SESSION, Surface.TRANSPORT})
record SessionDrain(FrameCodec codec, Loop loop, Channel channel, Client client) {
  /** Writes once what the gate lets pass; false if that is nothing. */
  boolean write(LiveSession session) {
    boolean unflushed = client.socket().hasUnflushed();
    ByteBuf bytes = loop.buffer().take(channel.alloc(), session.queuedBytes(), unflushed);
    try {
      DrainBuffer buffer = new DrainBuffer(bytes, codec);
      session.drain(buffer);
      if (buffer.frames() > 0) {
        loop.wrote(buffer.frames(), bytes.readableBytes());
        client.socket().writeFrames(bytes);
        client.place().countOut(client.socket().unflushedBytes());
      }
      return buffer.frames() > 0;
    } finally {
      loop.buffer().back(bytes);
    }
  }
}
