package io.drawbridge.server.edge;

import io.drawbridge.server.edge.http.StrictRequestDecoder;
import io.drawbridge.server.edge.intake.Intake;
import io.drawbridge.server.edge.intake.Place;
import io.drawbridge.server.edge.intake.Socket;
import io.drawbridge.server.edge.loop.EventLoops;
import io.drawbridge.server.edge.loop.Loop;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.group.ChannelGroup;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.ssl.SslContext;
import java.util.Optional;

/**
 * Sets up the handlers of a new socket of the client port: TLS, strict HTTP, one request at a time.
 */
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
    Optional<Place> given =
        shared.places().accept(channel, shared.addresses().source(channel.remoteAddress()));
    if (given.isEmpty()) {
      Socket.reset(channel);
      return;
    }
    Place place = given.get();
    channel.closeFuture().addListener(_ -> place.leave());
    open.add(channel);
    ChannelPipeline pipeline = channel.pipeline();
    tls.ifPresent(context -> pipeline.addLast(Tls.handler(context, channel.alloc())));
    Intake intake = new Intake(place);
    RequestAssembler requests = new RequestAssembler(parts, shared, place, intake);
    Socket socket = new Socket(channel);
    Loop loop = loops.of(channel.eventLoop());
    pipeline.addLast(
        intake,
        new StrictRequestDecoder(),
        new HttpResponseEncoder(),
        requests,
        new HttpDoor(parts, shared, loop, new Client(socket, place, intake, requests)));
  }
}
