package io.drawbridge.server.edge.intake;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends a connection whose client may still be sending, so that it reads what it was answered: a
 * kernel that gets bytes for a socket that is closed has the other side throw away what it has not
 * read. Only our half is closed, and what still comes is dropped, for a while and up to a bound,
 * until the client closes too.
 */
public final class LastWords extends ChannelInboundHandlerAdapter {
  private static final long BYTES_MAX = 8L << 20;
  private static final Duration TIME_MAX = Duration.ofSeconds(2);

  private long left = BYTES_MAX;
  private @Nullable Future<?> end;

  private LastWords() {}

  /** Ends the connection; what was answered is with the kernel. On the channel's loop. */
  public static void end(Channel channel) {
    if (!channel.isActive() || !(channel instanceof DuplexChannel duplex)) {
      channel.close();
      return;
    }
    SslHandler tls = channel.pipeline().get(SslHandler.class);
    // Before all others: nothing of it is decoded, held or counted any more.
    channel.pipeline().addFirst(new LastWords());
    channel.config().setAutoRead(true);
    if (tls == null) {
      duplex.shutdownOutput();
    } else {
      tls.closeOutbound().addListener(_ -> duplex.shutdownOutput());
    }
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    end =
        context
            .executor()
            .schedule(
                () -> Socket.reset(context.channel()), TIME_MAX.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object piece) {
    left -= piece instanceof ByteBuf bytes ? bytes.readableBytes() : 0;
    ReferenceCountUtil.release(piece);
    if (left < 0) {
      Socket.reset(context.channel());
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    if (end != null) {
      end.cancel(false);
    }
    context.fireChannelInactive();
  }
}
