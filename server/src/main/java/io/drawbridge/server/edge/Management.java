package io.drawbridge.server.edge;

import io.drawbridge.server.edge.http.Hosts;
import io.drawbridge.server.edge.http.StrictRequestDecoder;
import io.drawbridge.server.exit.surface.LetsOut;
import io.drawbridge.server.exit.surface.Surface;
import io.drawbridge.server.observe.CanaryHealth;
import io.drawbridge.server.observe.Health;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.timeout.ReadTimeoutHandler;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** The pipeline of the management port: health and metrics, one request a connection. */
@LetsOut(Surface.MANAGEMENT)
final class Management extends ChannelInitializer<Channel> {
  private static final String TEXT = "text/plain; charset=utf-8";
  private static final String METRICS_TEXT = "text/plain; version=0.0.4; charset=utf-8";
  private static final String STRANGE = "host";
  private static final String STRANGE_TEXT =
      "host: another (expected: localhost, an IP address, or one of management.names)\n";
  private static final int READ_SECONDS_MAX = 10;
  private static final int BODY_BYTES_MAX = 1_024;

  private final EdgeParts parts;
  private final HttpShared shared;
  private final Hosts hosts;

  Management(EdgeParts parts, HttpShared shared) {
    this.parts = parts;
    this.shared = shared;
    this.hosts = new Hosts(parts.config().managementNames());
  }

  @Override
  protected void initChannel(Channel channel) {
    channel
        .pipeline()
        .addLast(
            new ReadTimeoutHandler(READ_SECONDS_MAX, TimeUnit.SECONDS),
            new StrictRequestDecoder(),
            new HttpResponseEncoder(),
            new HttpObjectAggregator(BODY_BYTES_MAX, true),
            new Door());
  }

  private final class Door extends SimpleChannelInboundHandler<FullHttpRequest> {
    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
      boolean readable =
          request.decoderResult().isSuccess() && request.method().equals(HttpMethod.GET);
      boolean known = hosts.known(request.headers().getAll(HttpHeaderNames.HOST));
      String path = readable && known ? request.uri() : known ? "" : STRANGE;
      context.channel().config().setAutoRead(false);
      // Readiness asks the database and a scrape walks all meters: neither belongs on the loop.
      parts.threads().execute(() -> send(context, answer(path)));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      shared.faults().caught(cause);
      context.close();
    }

    private FullHttpResponse answer(String path) {
      return switch (path) {
        case "/health/live" -> text(HttpResponseStatus.OK, TEXT, "ok\n");
        case "/health/ready" -> ready();
        case "/health/canary" -> canary();
        case "/metrics" -> text(HttpResponseStatus.OK, METRICS_TEXT, parts.metrics().scrape());
        case STRANGE -> text(HttpResponseStatus.FORBIDDEN, TEXT, STRANGE_TEXT);
        default -> shared.responses().notFound();
      };
    }

    private FullHttpResponse ready() {
      Health.Report report = parts.health().ready();
      return text(status(report.ok()), TEXT, report.text());
    }

    private FullHttpResponse canary() {
      CanaryHealth found = parts.health().canary();
      return text(status(!found.failed()), TEXT, found.text());
    }

    private static HttpResponseStatus status(boolean ok) {
      return ok ? HttpResponseStatus.OK : HttpResponseStatus.SERVICE_UNAVAILABLE;
    }

    private FullHttpResponse text(HttpResponseStatus status, String type, String body) {
      return shared.responses().bytes(status, type, body.getBytes(StandardCharsets.UTF_8));
    }

    private void send(ChannelHandlerContext context, FullHttpResponse response) {
      response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
      context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }
  }
}
