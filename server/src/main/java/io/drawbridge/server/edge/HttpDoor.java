package io.drawbridge.server.edge;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.frame.ErrorFrame;
import io.drawbridge.server.command.ClientAddress;
import io.drawbridge.server.edge.http.CrossOrigin;
import io.drawbridge.server.edge.http.Heads;
import io.drawbridge.server.edge.http.RequestRules;
import io.drawbridge.server.edge.http.Target;
import io.drawbridge.server.edge.intake.Intake;
import io.drawbridge.server.edge.intake.LastWords;
import io.drawbridge.server.edge.intake.Socket;
import io.drawbridge.server.edge.loop.Loop;
import io.drawbridge.server.edge.loop.Ticking;
import io.drawbridge.server.exit.surface.LetsOut;
import io.drawbridge.server.exit.surface.Surface;
import io.drawbridge.server.observe.SecurityEvent;
import io.drawbridge.server.observe.SecurityLog.Fact;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The HTTP side of one socket: one request at a time, answered before the next is read. A path
 * exists only if it is spelled exactly as we spell it.
 */
@LetsOut({Surface.REQUEST, Surface.EXPORT, Surface.FILE, Surface.REFUSAL, Surface.PAGE})
final class HttpDoor extends SimpleChannelInboundHandler<FullHttpRequest> implements Ticking {
  private final EdgeParts parts;
  private final HttpShared shared;
  private final Loop loop;
  private final Client client;
  private final Socket socket;
  private final CommandBodies bodies;
  private final RequestCount count;
  private Optional<Exchange> exchange = Optional.empty();
  private Optional<ChannelHandlerContext> context = Optional.empty();
  private boolean keepAlive;
  private boolean head;
  private String listedOrigin = "";
  private long byNanos;

  HttpDoor(EdgeParts parts, HttpShared shared, Loop loop, Client client) {
    this.parts = parts;
    this.shared = shared;
    this.loop = loop;
    this.client = client;
    this.socket = client.socket();
    this.count = new RequestCount(shared.requests());
    this.bodies = new CommandBodies(parts, shared);
    expectWithin(parts.config().bounds().requestTimeout());
  }

  @Override
  public void handlerAdded(ChannelHandlerContext added) {
    context = Optional.of(added);
    loop.add(this);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext removed) {
    loop.remove(this);
    count.end();
  }

  @Override
  public void channelInactive(ChannelHandlerContext gone) {
    loop.remove(this);
    count.end();
    exchange.ifPresent(Exchange::end);
    exchange = Optional.empty();
  }

  /** Resets the socket when a request, or the reading of an answer, takes too long. */
  @Override
  public void tick(long nowNanos) {
    boolean waits =
        !count.underWay()
            || socket.hasUnflushed()
            || exchange.filter(Exchange::listens).isPresent();
    if (nowNanos - byNanos >= 0 && waits) {
      socket.reset();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext failed, Throwable cause) {
    shared.faults().caught(cause);
    socket.reset();
  }

  /** Refuses a client that has sent more than there is room for. */
  @Override
  public void userEventTriggered(ChannelHandlerContext told, Object event) {
    if (event instanceof Intake.Refused) {
      socket.reset();
    }
  }

  @Override
  protected void channelRead0(ChannelHandlerContext reader, FullHttpRequest request) {
    count.begin();
    keepAlive = HttpUtil.isKeepAlive(request) && !shared.draining();
    head = request.method().equals(HttpMethod.HEAD);
    listedOrigin = "";
    Optional<FullHttpResponse> refusal = RequestRules.refusal(request, shared.responses());
    if (refusal.isPresent()) {
      keepAlive = false;
      answer(refusal.get());
      return;
    }
    route(reader, request);
  }

  /** Notes that the request's token is good. On the loop. */
  void proved() {
    client.place().prove();
  }

  /** Writes an exchange's answer. On the loop. */
  void answer(Exchange from, FullHttpResponse response) {
    if (isAnswering(from)) {
      answer(response);
    } else {
      response.release();
    }
  }

  /** Refuses what has not begun. On the loop. */
  void refuse(Exchange from, ErrorFrame error) {
    if (isAnswering(from)) {
      answer(shared.responses().error(error));
    }
  }

  /** Closes the connection after the answer: what follows was not read to its end. On the loop. */
  void last() {
    keepAlive = false;
  }

  /** Lets the body of an upload in. On the loop. */
  void letIn(FileUpload from) {
    if (isAnswering(from)) {
      heard();
      client.requests().letIn(context.orElseThrow(), from);
    }
  }

  /** Notes that a part of the body of an upload is written. On the loop. */
  void written() {
    client.requests().written();
  }

  /** Notes that the client has sent what was waited for. On the loop. */
  void heard() {
    expectWithin(parts.config().bounds().requestTimeout());
  }

  /** Takes room for a part of an answer before it is made; false if there is none. On the loop. */
  boolean reserve(int bytes) {
    return client.place().holdOut(bytes);
  }

  /**
   * Writes a part of an answer. On the loop.
   *
   * @param head of the answer, with its first part
   * @param then runs when it is with the kernel, unless it is the last
   */
  void stream(
      Exchange from, Optional<HttpResponse> head, byte[] part, boolean last, Runnable then) {
    if (!isAnswering(from)) {
      return;
    }
    if (!client.place().holdOut(part.length)) {
      socket.reset();
      return;
    }
    expectWithin(parts.config().bounds().requestTimeout());
    head.ifPresent(begun -> {
      address(begun);
      socket.write(begun);
    });
    ByteBuf bytes = Unpooled.wrappedBuffer(part);
    socket
        .writeCounted(last ? new DefaultLastHttpContent(bytes) : new DefaultHttpContent(bytes))
        .addListener(written -> {
          if (last || !written.isSuccess()) {
            finish();
          } else {
            client.place().countOut(0);
            then.run();
          }
        });
  }

  private boolean isAnswering(Exchange asked) {
    return exchange.filter(asked::equals).isPresent();
  }

  private void route(ChannelHandlerContext reader, FullHttpRequest request) {
    String prefix = parts.config().pathPrefix();
    String path = request.uri().startsWith(prefix) ? request.uri().substring(prefix.length()) : "";
    Optional<FullHttpResponse> page = shared.pages().answer(path, request, shared.responses());
    Target target = Target.of(request.method(), path);
    if (page.isPresent()) {
      answer(page.get());
    } else if (target instanceof Target.Nothing) {
      answer(shared.responses().notFound());
    } else if (!originAllowed(request)) {
      keepAlive = false;
      parts
          .security()
          .record(SecurityEvent.ORIGIN_REFUSED, Fact.source(address(reader, request).network()));
      refuse(ErrorCode.ORIGIN_REFUSED, ErrorCode.ORIGIN_REFUSED.meaning());
    } else if (request.method().equals(HttpMethod.OPTIONS) && !listedOrigin.isEmpty()) {
      answer(shared.responses().empty(HttpResponseStatus.NO_CONTENT));
    } else {
      route(reader, request, target);
    }
  }

  private void route(ChannelHandlerContext reader, FullHttpRequest request, Target target) {
    HttpMethod method = request.method();
    boolean post = method.equals(HttpMethod.POST);
    switch (target) {
      case Target.Socket _ -> upgrade(reader, request);
      case Target.Export export when method.equals(HttpMethod.GET) -> export(request, export);
      case Target.Additions list when post ->
          carryOut(reader, request, bodies.additions(request, list));
      case Target.Command(String type) when post ->
          carryOut(reader, request, bodies.command(request, type));
      case Target.Stop link when post -> carryOut(reader, request, bodies.stop(request, link));
      case Target.Hook hook when post -> carryOut(reader, request, bodies.hook(request, hook));
      case Target.File file when file.isUploaded(method) -> upload(request, file);
      case Target.File file when file.isRead(method) ->
          begin(request, new FileDownload(parts, this, loop, socket, shared, request, file));
      case Target _ -> answer(shared.responses().notFound());
    }
  }

  private boolean originAllowed(FullHttpRequest request) {
    List<String> origins = request.headers().getAll(HttpHeaderNames.ORIGIN);
    String host = request.headers().get(HttpHeaderNames.HOST, "");
    return switch (shared.origins().judge(origins, host)) {
      case OWN -> true;
      case LISTED -> {
        listedOrigin = origins.getFirst();
        yield true;
      }
      case REFUSED -> false;
    };
  }

  private void upgrade(ChannelHandlerContext reader, FullHttpRequest request) {
    if (shared.draining()) {
      // It would come too late to be sent away like the others.
      refuse(ErrorCode.UNAVAILABLE, "the server shuts down");
      return;
    }
    Optional<FullHttpResponse> refusal = Upgrade.refusal(request, shared.responses());
    if (refusal.isPresent()) {
      last();
      answer(refusal.get());
      return;
    }
    ClientAddress address = address(reader, request);
    if (shared.addresses().source(reader.channel().remoteAddress()).isEmpty()) {
      client.place().cameFrom(address);
    }
    Upgrade.perform(parts, shared, loop, reader, request, client, address);
  }

  private void export(FullHttpRequest request, Target.Export export) {
    if (request.protocolVersion().equals(HttpVersion.HTTP_1_0)) {
      refuse(ErrorCode.INVALID, "version: 1.0 (expected: 1.1, as it comes in chunks)");
      return;
    }
    begin(request, new ExportStream(parts, this, loop, socket, shared.responses(), export));
  }

  private void upload(FullHttpRequest request, Target.File file) {
    // Without a token its body is not read, and must not be taken for the next request.
    keepAlive = keepAlive && Heads.bearer(request).isPresent();
    begin(request, new FileUpload(parts, this, loop, socket, shared, file));
  }

  private void begin(FullHttpRequest request, Exchange begun) {
    Optional<String> token = Heads.bearer(request);
    exchange = Optional.of(begun);
    if (token.isPresent()) {
      parts.threads().execute(() -> begun.run(token.get()));
    } else {
      refuse(ErrorCode.UNAUTHENTICATED, "authorization: absent (expected: Bearer …)");
    }
  }

  private void refuse(ErrorCode code, String message) {
    answer(shared.responses().error(code, message));
  }

  private void carryOut(
      ChannelHandlerContext reader, FullHttpRequest request, CommandBodies.Read read) {
    switch (read) {
      case CommandBodies.Read.Good good -> carryOut(reader, request, good);
      case CommandBodies.Read.Refused(FullHttpResponse answer) -> answer(answer);
    }
  }

  private void carryOut(
      ChannelHandlerContext reader, FullHttpRequest request, CommandBodies.Read.Good good) {
    HttpExchange begun =
        new HttpExchange(parts, this, loop, socket, good.answers(), good.command());
    if (parts.dispatcher().open(good.command())) {
      exchange = Optional.of(begun);
      ClientAddress address = address(reader, request);
      parts.threads().execute(() -> begun.open(address));
    } else {
      begin(request, begun);
    }
  }

  private void answer(FullHttpResponse response) {
    if (!client.place().holdOut(response.content().readableBytes())) {
      response.release();
      socket.reset();
      return;
    }
    expectWithin(parts.config().bounds().requestTimeout());
    if (head) {
      response.content().clear();
    }
    address(response);
    socket.writeCounted(response).addListener(_ -> finish());
  }

  /** Says what becomes of the connection, and which page may read the answer. */
  private void address(HttpResponse response) {
    response
        .headers()
        .set(
            HttpHeaderNames.CONNECTION,
            keepAlive ? HttpHeaderValues.KEEP_ALIVE : HttpHeaderValues.CLOSE);
    if (!listedOrigin.isEmpty()) {
      CrossOrigin.allow(response, listedOrigin);
    }
  }

  private void finish() {
    exchange.ifPresent(Exchange::end);
    exchange = Optional.empty();
    next(context.orElseThrow());
  }

  private void next(ChannelHandlerContext reader) {
    count.end();
    client.place().countOut(0);
    client.place().unprove();
    expectWithin(parts.config().bounds().idleMax());
    if (keepAlive) {
      client.requests().next(reader);
    } else {
      LastWords.end(reader.channel());
    }
  }

  private ClientAddress address(ChannelHandlerContext reader, FullHttpRequest request) {
    return shared
        .addresses()
        .of(reader.channel().remoteAddress(), request.headers().getAll("X-Forwarded-For"));
  }

  private void expectWithin(Duration time) {
    byNanos = System.nanoTime() + time.toNanos();
  }
}
