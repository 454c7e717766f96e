package io.drawbridge.load.driver;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
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
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The yardstick: a WebSocket server that does nothing but send every text frame it gets to
 * everybody connected. One shared buffer per message, and all that is pending for a connection in
 * one flush. No accounts, no rights, no database: what the network alone costs.
 */
public final class BareBroadcaster {
  private final Map<EventLoop, Members> loops = new ConcurrentHashMap<>();

  private BareBroadcaster() {}

  /** Listens on a free loopback port, prints it, and serves until killed. */
  public static void main(String[] arguments) {
    BareBroadcaster broadcaster = new BareBroadcaster();
    boolean epoll = Epoll.isAvailable();
    IoHandlerFactory handler = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    Channel channel =
        new ServerBootstrap()
            .group(new MultiThreadIoEventLoopGroup(handler))
            .channel(epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, 4096)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(broadcaster.new Pipeline())
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .syncUninterruptibly()
            .channel();
    announce(((InetSocketAddress) channel.localAddress()).getPort());
  }

  @SuppressWarnings("SystemOut") // the parent process reads the port from here
  private static void announce(int port) {
    System.out.println("port " + port);
  }

  /** The connections of one event loop, touched only there. */
  private static final class Members {
    final List<Channel> channels = new ArrayList<>();
    boolean flushPending;

    void broadcast(EventLoop loop, ByteBuf payload) {
      for (Channel channel : channels) {
        channel.write(new TextWebSocketFrame(payload.retainedDuplicate()));
      }
      payload.release();
      if (!flushPending) {
        flushPending = true;
        loop.execute(this::flush);
      }
    }

    private void flush() {
      flushPending = false;
      channels.forEach(Channel::flush);
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
          .addLast(new Broadcast());
    }
  }

  private final class Broadcast extends SimpleChannelInboundHandler<WebSocketFrame> {
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      if (event instanceof WebSocketServerProtocolHandler.HandshakeComplete) {
        loops
            .computeIfAbsent(context.channel().eventLoop(), ignored -> new Members())
            .channels
            .add(context.channel());
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      Members members = loops.get(context.channel().eventLoop());
      if (members != null) {
        members.channels.remove(context.channel());
      }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
      loops.forEach((loop, members) -> {
        ByteBuf payload = frame.content().retainedDuplicate();
        loop.execute(() -> members.broadcast(loop, payload));
      });
    }
  }
}
