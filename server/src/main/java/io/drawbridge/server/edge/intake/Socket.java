package io.drawbridge.server.edge.intake;

import io.drawbridge.server.exit.surface.LetsOut;
import io.drawbridge.server.exit.surface.Surface;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Answers what sessions ask of a socket and only the transport knows. On the loop only. */
@LetsOut({Surface.SESSION, Surface.REQUEST, Surface.REFUSAL, Surface.TRANSPORT, Surface.PAGE})
public final class Socket {
  private static final int DISCARD = 0;

  private final Channel channel;
  private final boolean encrypted;

  /** Set where frames need not pass through the channel: epoll, and no encryption. */
  private final io.netty.channel.unix.@Nullable Socket kernel;

  /** True while the channel may hold bytes that the kernel does not have yet. */
  private boolean handed = true;

  private int unfinished;

  public Socket(Channel channel) {
    this.channel = channel;
    this.encrypted = channel.pipeline().get(SslHandler.class) != null;
    this.kernel =
        channel instanceof EpollSocketChannel epoll && !encrypted
            ? (io.netty.channel.unix.Socket) epoll.fd()
            : null;
  }

  /**
   * Writes and flushes. Behind TLS each write is counted until it is with the kernel, because the
   * encryption keeps bytes that the channel's own buffer does not show.
   */
  public void write(Object message) {
    if (encrypted) {
      writeCounted(message);
    } else {
      handed = true;
      channel.writeAndFlush(message, channel.voidPromise());
    }
  }

  /**
   * Writes and flushes bytes that are complete frames: past all handlers, which would have nothing
   * to add, unless they have to be encrypted. The buffer stays the caller's, who gives it up; what
   * the kernel does not take at once is retained.
   */
  public void writeFrames(ByteBuf frames) {
    if (encrypted) {
      writeCounted(frames.retain());
    } else if (kernel == null || hasUnflushed() || !tookAll(kernel, frames)) {
      handed = true;
      channel.unsafe().write(frames.retain(), channel.voidPromise());
      channel.unsafe().flush();
    }
  }

  /**
   * Gives the bytes to the kernel at once, without the objects of the channel: with a thousand
   * readers, to fetch those from memory costs more than what they do. What the kernel does not take
   * stays in the buffer; an error meets the channel too, which then closes.
   */
  private static boolean tookAll(io.netty.channel.unix.Socket kernel, ByteBuf frames) {
    // A number that was closed may be another connection's by now.
    if (!kernel.isOpen() || !frames.hasMemoryAddress()) {
      return false;
    }
    try {
      int taken =
          kernel.sendAddress(frames.memoryAddress(), frames.readerIndex(), frames.writerIndex());
      frames.skipBytes(Math.max(taken, 0));
      return !frames.isReadable();
    } catch (IOException e) {
      return false;
    }
  }

  /** Writes and flushes; the future says when it is with the kernel. */
  public ChannelFuture writeCounted(Object message) {
    unfinished++;
    handed = true;
    return channel.writeAndFlush(message).addListener(_ -> unfinished--);
  }

  public boolean hasUnflushed() {
    if (handed) {
      ChannelOutboundBuffer pending = channel.unsafe().outboundBuffer();
      handed = pending != null && pending.totalPendingWriteBytes() > 0;
    }
    return handed || unfinished > 0;
  }

  /** Bytes that wait for the kernel. */
  public long unflushedBytes() {
    if (!handed) {
      return 0;
    }
    ChannelOutboundBuffer pending = channel.unsafe().outboundBuffer();
    return pending == null ? 0 : pending.totalPendingWriteBytes();
  }

  /** Returns whether more may be written without piling up. */
  public boolean isWritable() {
    return !hasUnflushed() || channel.isWritable();
  }

  /**
   * Closes without a word: what is not with the kernel is thrown away here, and linger 0 makes the
   * kernel throw away what was not sent. Goes past all handlers, which might flush first.
   */
  public void reset() {
    reset(channel);
  }

  /** As {@link #reset()}. On the channel's loop. */
  public static void reset(Channel channel) {
    if (channel.isActive()) {
      channel.config().setOption(ChannelOption.SO_LINGER, DISCARD);
    }
    channel.unsafe().close(channel.unsafe().voidPromise());
  }
}
