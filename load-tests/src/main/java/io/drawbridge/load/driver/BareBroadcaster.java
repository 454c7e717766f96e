package io.drawbridge.load.driver;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The yardstick: a WebSocket server that does nothing but send every text frame it gets to
 * everybody connected. Each message is framed once, all that is pending in an event loop is joined
 * once, and every connection of that loop gets it in one write: the least that the network itself
 * costs. No accounts, no rights, no database, no bound on what a slow reader makes it keep.
 */
public final class BareBroadcaster {
  private static final int FINAL_TEXT = 0x81;
  private static final int SHORT_MAX = 125;
  private static final int MEDIUM = 126;

  private final EventLoopGroup group;
  private final Map<EventExecutor, Members> loops = new HashMap<>();

  private BareBroadcaster(IoHandlerFactory handler) {
    this.group =
        new MultiThreadIoEventLoopGroup(Runtime.getRuntime().availableProcessors(), handler);
    group.forEach(loop -> loops.put(loop, new Members(loop)));
  }

  /**
   * Listens on a free loopback port, prints it, and serves until its standard input ends, as it
   * does when the process that started it is gone.
   */
  public static void main(String[] arguments) throws IOException {
    boolean epoll = Epoll.isAvailable();
    BareBroadcaster broadcaster =
        new BareBroadcaster(epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
    Channel channel =
        new ServerBootstrap()
            .group(broadcaster.group)
            .channel(epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, 4096)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(broadcaster.new Pipeline())
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .syncUninterruptibly()
            .channel();
    announce(((InetSocketAddress) channel.localAddress()).getPort());
    System.in.transferTo(OutputStream.nullOutputStream());
    System.exit(0);
  }

  @SuppressWarnings("SystemOut") // the parent process reads the port from here
  private static void announce(int port) {
    System.out.println("port " + port);
  }

  /** The message as every receiver gets it: one final, unmasked text frame of up to 64 KiB. */
  private static byte[] framed(ByteBuf payload) {
    int length = payload.readableBytes();
    int header = length <= SHORT_MAX ? 2 : 4;
    byte[] frame = new byte[header + length];
    frame[0] = (byte) FINAL_TEXT;
    frame[1] = (byte) (length <= SHORT_MAX ? length : MEDIUM);
    if (header == 4) {
      frame[2] = (byte) (length >>> 8);
      frame[3] = (byte) length;
    }
    payload.getBytes(payload.readerIndex(), frame, header, length);
    return frame;
  }

  /** The connections of one event loop, touched only there, and what is pending for them. */
  private static final class Members implements Runnable {
    final List<Channel> channels = new ArrayList<>();
    private final EventExecutor loop;
    private final Queue<byte[]> pending = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();

    Members(EventExecutor loop) {
      this.loop = loop;
    }

    /** Any thread. */
    void add(byte[] frame) {
      pending.add(frame);
      if (scheduled.compareAndSet(false, true)) {
        loop.execute(this);
      }
    }

    @Override
    public void run() {
      scheduled.set(false);
      ByteBuf joined = PooledByteBufAllocator.DEFAULT.directBuffer();
      for (byte[] frame = pending.poll(); frame != null; frame = pending.poll()) {
        joined.writeBytes(frame);
      }
      if (joined.isReadable()) {
        for (Channel channel : channels) {
          channel.writeAndFlush(joined.retainedDuplicate(), channel.voidPromise());
        }
      }
      joined.release();
    }
  }

  private final class Pipeline extends ChannelInitializer<Channel> {
    @Override
    protected void initChannel(Channel channel) {
      channel
          .pipeline()
          .addLast(new HttpServerCodec())
          .addLast(new HttpObjectAggregator(65_536))
          .addLast(new WebSocketServerProtocolHandler("/v1/ws"))
          .addLast(new Broadcast(Objects.requireNonNull(loops.get(channel.eventLoop()))));
    }
  }

  private final class Broadcast extends SimpleChannelInboundHandler<WebSocketFrame> {
    private final Members members;

    Broadcast(Members members) {
      this.members = members;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      if (event instanceof WebSocketServerProtocolHandler.HandshakeComplete) {
        members.channels.add(context.channel());
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      members.channels.remove(context.channel());
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
      byte[] framed = framed(frame.content());
      loops.values().forEach(each -> each.add(framed));
    }
  }
}
