package io.drawbridge.server.edge;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.group.ChannelGroup;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.flow.FlowControlHandler;
import io.netty.handler.ssl.SslContext;
import java.util.Optional;

/** What a new socket of the client port goes through: TLS, strict HTTP, one request at a time. */
final class ClientPipeline extends ChannelInitializer<Channel> {
  private final EdgeParts parts;
  private final HttpShared shared;
  private final EventLoops loops;
  private final Optional<SslContext> tls;
  private final ChannelGroup open;

  ClientPipeline(
      EdgeParts parts,
      HttpShared shared,
      EventLoops loops,
      Optional<SslContext> tls,
      ChannelGroup open) {
    this.parts = parts;
    this.shared = shared;
    this.loops = loops;
    this.tls = tls;
    this.open = open;
  }

  @Override
  protected void initChannel(Channel channel) {
    if (open.size() >= parts.config().bounds().connectionsMax()) {
      channel.close();
      return;
    }
    open.add(channel);
    ChannelPipeline pipeline = channel.pipeline();
    tls.ifPresent(context -> pipeline.addLast(context.newHandler(channel.alloc())));
    int bodyMax = parts.config().bounds().requestBytesMax();
    pipeline.addLast(
        new StrictRequestDecoder(),
        new HttpResponseEncoder(),
        new FlowControlHandler(),
        new BodyAggregator(bodyMax, shared.responses()),
        new HttpDoor(parts, shared, loops.of(channel.eventLoop()), new Socket(channel)));
  }
}
