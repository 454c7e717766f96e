package io.drawbridge.load.driver;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakerFactory;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Bare WebSocket clients that cost next to nothing: every frame goes to a listener as bytes, on the
 * event loop. For measuring, where the SDK's own work would drown the server's.
 */
public final class Sockets implements AutoCloseable {
  private static final int FRAME_BYTES_MAX = 4 * 1024 * 1024;

  private final boolean epoll = Epoll.isAvailable();
  private final MultiThreadIoEventLoopGroup group;

  public Sockets(int threads) {
    IoHandlerFactory handler = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    this.group = new MultiThreadIoEventLoopGroup(threads, handler);
  }

  /**
   * Gets the payload of every text frame; called on the socket's event loop, in order of arrival.
   */
  public interface Listener {
    void frame(ByteBuf payload);
  }

  /** One open socket. */
  public record Socket(Channel channel) {
    /** Sends a text frame. */
    public void send(String text) {
      channel.writeAndFlush(new TextWebSocketFrame(text));
    }
  }

  /** Connects to {@code ws://host:port/v1/ws}; completes when the handshake is done. */
  public CompletableFuture<Socket> connect(
      URI server, Optional<String> accessToken, Listener listener) {
    HttpHeaders headers = new DefaultHttpHeaders();
    accessToken.ifPresent(token -> headers.set("Authorization", "Bearer " + token));
    URI uri = URI.create("ws://" + server.getAuthority() + "/v1/ws");
    CompletableFuture<Socket> open = new CompletableFuture<>();
    new Bootstrap()
        .group(group)
        .channel(epoll ? EpollSocketChannel.class : NioSocketChannel.class)
        .option(ChannelOption.TCP_NODELAY, true)
        .handler(
            new ChannelInitializer<>() {
              @Override
              protected void initChannel(Channel channel) {
                channel
                    .pipeline()
                    .addLast(new HttpClientCodec())
                    .addLast(new HttpObjectAggregator(65_536))
                    .addLast(
                        new WebSocketClientProtocolHandler(
                            WebSocketClientHandshakerFactory.newHandshaker(
                                uri, WebSocketVersion.V13, null, false, headers, FRAME_BYTES_MAX)))
                    .addLast(new Frames(open, listener));
              }
            })
        .connect(uri.getHost(), uri.getPort())
        .addListener(connected -> {
          if (!connected.isSuccess()) {
            open.completeExceptionally(connected.cause());
          }
        });
    return open;
  }

  private static final class Frames extends SimpleChannelInboundHandler<TextWebSocketFrame> {
    private final CompletableFuture<Socket> open;
    private final Listener listener;

    Frames(CompletableFuture<Socket> open, Listener listener) {
      this.open = open;
      this.listener = listener;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      if (event == WebSocketClientProtocolHandler.ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
        open.complete(new Socket(context.channel()));
      }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, TextWebSocketFrame frame) {
      listener.frame(frame.content());
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      open.completeExceptionally(new IllegalStateException("the server closed the socket"));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      open.completeExceptionally(cause);
      context.close();
    }
  }

  @Override
  public void close() {
    group.shutdownGracefully().syncUninterruptibly();
  }
}
