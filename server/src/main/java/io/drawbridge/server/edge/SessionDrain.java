package io.drawbridge.server.edge;

import io.drawbridge.protocol.codec.FrameCodec;
import io.drawbridge.server.edge.intake.Socket;
import io.drawbridge.server.edge.loop.DrainBuffer;
import io.drawbridge.server.edge.loop.Loop;
import io.drawbridge.server.exit.surface.LetsOut;
import io.drawbridge.server.exit.surface.Surface;
import io.drawbridge.server.session.LiveSession;
import io.netty.buffer.ByteBuf;

/**
 * Writes the outboxes of sessions to their sockets, one buffer at a time. It touches as few objects
 * of a connection as it can: with a thousand readers, each comes from memory. On the loop only.
 */
@LetsOut({Surface.SESSION, Surface.TRANSPORT})
final class SessionDrain {
  private SessionDrain() {}

  /** Writes once what the gate lets pass; false if that is nothing. */
  static boolean write(LiveSession session, Socket socket, Loop loop, FrameCodec codec) {
    ByteBuf bytes = loop.buffer().take(session.queuedBytes(), socket.hasUnflushed());
    try {
      DrainBuffer buffer = new DrainBuffer(bytes, codec);
      session.drain(buffer);
      if (buffer.frames() > 0) {
        loop.wrote(buffer.frames(), bytes.readableBytes());
        socket.writeFrames(bytes);
      }
      return buffer.frames() > 0;
    } finally {
      loop.buffer().back(bytes);
    }
  }
}
