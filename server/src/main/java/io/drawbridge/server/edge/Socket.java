package io.drawbridge.server.edge;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.handler.ssl.SslHandler;

/** What sessions ask of a socket and only the transport can answer. On the loop only. */
final class Socket {
  private static final int DISCARD = 0;

  private final Channel channel;
  private final boolean encrypted;
  private int unfinished;

  Socket(Channel channel) {
    this.channel = channel;
    this.encrypted = channel.pipeline().get(SslHandler.class) != null;
  }

  /**
   * Writes and flushes. Behind TLS each write is counted until it is with the kernel, because the
   * encryption keeps bytes that the channel's own buffer does not show.
   */
  void write(Object message) {
    if (encrypted) {
      writeCounted(message);
    } else {
      channel.writeAndFlush(message, channel.voidPromise());
    }
  }

  /**
   * Writes and flushes bytes that are complete frames: past all handlers, which would have nothing
   * to add, unless they have to be encrypted.
   */
  void writeFrames(ByteBuf frames) {
    if (encrypted) {
      writeCounted(frames);
    } else {
      channel.unsafe().write(frames, channel.voidPromise());
      channel.unsafe().flush();
    }
  }

  /** Writes and flushes; the future says when it is with the kernel. */
  ChannelFuture writeCounted(Object message) {
    unfinished++;
    return channel.writeAndFlush(message).addListener(_ -> unfinished--);
  }

  boolean hasUnflushed() {
    ChannelOutboundBuffer pending = channel.unsafe().outboundBuffer();
    return unfinished > 0 || (pending != null && pending.totalPendingWriteBytes() > 0);
  }

  /**
   * Closes without a word: what is not with the kernel is thrown away here, and linger 0 makes the
   * kernel throw away what was not sent. Goes past all handlers, which might flush first.
   */
  void reset() {
    if (channel.isActive()) {
      channel.config().setOption(ChannelOption.SO_LINGER, DISCARD);
    }
    channel.unsafe().close(channel.unsafe().voidPromise());
  }
}
