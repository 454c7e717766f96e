package io.drawbridge.server.edge;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.server.dispatch.CommandStream;
import io.drawbridge.server.edge.http.Heads;
import io.drawbridge.server.edge.http.Target;
import io.drawbridge.server.edge.intake.Intake;
import io.drawbridge.server.edge.intake.LastWords;
import io.drawbridge.server.edge.intake.MessageAssembler;
import io.drawbridge.server.edge.intake.Place;
import io.drawbridge.server.edge.intake.Socket;
import io.drawbridge.server.exit.surface.LetsOut;
import io.drawbridge.server.exit.surface.Surface;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Optional;

/**
 * Collects requests, and hands the next on when the one before was answered. A body is small, until
 * its sender has shown a good token: then it may have as many bytes as any frame. On the loop.
 */
@LetsOut({Surface.REFUSAL, Surface.TRANSPORT})
final class RequestAssembler extends ChannelInboundHandlerAdapter {
  /**
   * The number of pieces of requests that may come before the answer to one before; no honest
   * client sends more.
   */
  private static final int WAITING_MAX = 64;

  private static final int PIECE_BYTES = 512;

  private final EdgeParts parts;
  private final HttpShared shared;
  private final Place place;
  private final Intake intake;
  private final ArrayDeque<HttpObject> waiting = new ArrayDeque<>();
  private Optional<HttpRequest> head = Optional.empty();
  private long headBytes;
  private MessageAssembler body;
  private boolean continued;

  /** The body of an upload, which is not collected. */
  private Optional<UploadBody> upload = Optional.empty();

  /** True while a request is being answered, or its token looked at: nothing else is begun. */
  private boolean busy;

  /** True once the last answer was given; what still comes is thrown away. */
  private boolean over;

  RequestAssembler(EdgeParts parts, HttpShared shared, Place place, Intake intake) {
    this.parts = parts;
    this.shared = shared;
    this.place = place;
    this.intake = intake;
    this.body = body(parts.config().bounds().strangerBytesMax());
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (!(message instanceof HttpObject piece)) {
      context.fireChannelRead(message);
      return;
    }
    intake.decoded();
    Optional<UploadBody> streamed = upload.filter(body -> !body.whole() && !over);
    if (streamed.isPresent()) {
      stream(context, streamed.get(), piece);
    } else if (!busy && waiting.isEmpty()) {
      take(context, piece);
    } else if (waiting.size() < WAITING_MAX && !over) {
      waiting.add(piece);
    } else {
      ReferenceCountUtil.release(piece);
      Socket.reset(context.channel());
    }
    intake.keeps(held());
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    upload.ifPresent(UploadBody::cut);
    forget();
    context.fireChannelInactive();
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    forget();
  }

  /** Lets the body of an upload in, which has waited for that. On the loop. */
  void letIn(ChannelHandlerContext door, UploadBody.Writer writer) {
    ChannelHandlerContext context = door.pipeline().context(this);
    if (context != null) {
      goAhead(context);
      upload.ifPresent(body -> body.begin(writer));
    }
  }

  /** Notes that a part of the body of an upload is written. On the loop. */
  void written() {
    upload.ifPresent(UploadBody::written);
    intake.keeps(held());
  }

  /** Takes the next request, after one was answered. */
  void next(ChannelHandlerContext door) {
    busy = false;
    clear();
    ChannelHandlerContext context = door.pipeline().context(this);
    if (context != null) {
      goOn(context);
    }
  }

  private void goOn(ChannelHandlerContext context) {
    while (!busy && !waiting.isEmpty()) {
      take(context, waiting.remove());
    }
    if (!intake.keeps(held())) {
      Socket.reset(context.channel());
    } else if (!busy) {
      context.channel().config().setAutoRead(true);
    }
  }

  private void take(ChannelHandlerContext context, HttpObject piece) {
    try {
      if (over) {
        return;
      }
      if (piece instanceof HttpRequest request) {
        begin(context, request);
      }
      if (piece instanceof HttpContent content && head.isPresent() && !busy && !over) {
        collect(context, content);
      }
    } finally {
      ReferenceCountUtil.release(piece);
    }
  }

  private void begin(ChannelHandlerContext context, HttpRequest request) {
    head = Optional.of(request);
    headBytes = Heads.bytes(request);
    if (request.decoderResult().isFailure()) {
      deliver(context, request.decoderResult());
      return;
    }
    if (isUpload(request)) {
      upload = Optional.of(new UploadBody(context.channel()));
      deliver(context, request.decoderResult());
      return;
    }
    long declared = HttpUtil.getContentLength(request, -1L);
    if (declared > parts.config().bounds().requestBytesMax()) {
      tooLarge(context, parts.config().bounds().requestBytesMax(), "");
    } else if (declared > body.bytesMax()) {
      prove(context);
    } else {
      goAhead(context);
    }
  }

  private boolean isUpload(HttpRequest request) {
    String prefix = parts.config().pathPrefix();
    return request.method().equals(HttpMethod.PUT)
        && request.uri().startsWith(prefix)
        && Target.of(request.method(), request.uri().substring(prefix.length()))
            instanceof Target.File file
        && file.isUploaded(request.method());
  }

  private static void stream(ChannelHandlerContext context, UploadBody body, HttpObject piece) {
    try {
      if (piece.decoderResult().isFailure() || !(piece instanceof HttpContent content)) {
        Socket.reset(context.channel());
        return;
      }
      body.add(content.content(), piece instanceof LastHttpContent);
    } finally {
      ReferenceCountUtil.release(piece);
    }
  }

  private void collect(ChannelHandlerContext context, HttpContent content) {
    ByteBuf bytes = content.content();
    if (bytes.readableBytes() > body.bytesMax() - body.length()) {
      waiting.addFirst((HttpObject) ReferenceCountUtil.retain(content));
      prove(context);
      return;
    }
    body.add(bytes);
    if (content instanceof LastHttpContent last) {
      deliver(context, last.decoderResult());
    }
  }

  /**
   * Looks at the token of a body that is larger than a stranger's may be, before taking more of it.
   */
  private void prove(ChannelHandlerContext context) {
    int all = parts.config().bounds().requestBytesMax();
    Optional<String> token = head.flatMap(Heads::bearer);
    if (body.bytesMax() >= all) {
      tooLarge(context, all, "");
    } else if (token.isEmpty()) {
      tooLarge(context, body.bytesMax(), " without a token");
    } else {
      busy = true;
      context.channel().config().setAutoRead(false);
      parts.threads().execute(() -> prove(context, token.get()));
    }
  }

  /** On a virtual thread. */
  private void prove(ChannelHandlerContext context, String token) {
    try {
      parts.admission().prove(token);
    } catch (RuntimeException refused) {
      FullHttpResponse answer =
          shared.responses().last(parts.dispatcher().error(Optional.empty(), "body", refused));
      context.executor().execute(() -> refuse(context, answer));
      return;
    }
    context.executor().execute(() -> proved(context));
  }

  private void proved(ChannelHandlerContext context) {
    if (over || context.isRemoved()) {
      return;
    }
    place.prove();
    body = body.grown(parts.config().bounds().requestBytesMax());
    busy = false;
    goAhead(context);
    goOn(context);
  }

  private void goAhead(ChannelHandlerContext context) {
    if (!continued && head.filter(HttpUtil::is100ContinueExpected).isPresent()) {
      continued = true;
      context.writeAndFlush(
          new DefaultFullHttpResponse(
              HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER));
    }
  }

  private void deliver(ChannelHandlerContext context, DecoderResult result) {
    HttpRequest of = head.orElseThrow();
    FullHttpRequest whole =
        new DefaultFullHttpRequest(
            of.protocolVersion(),
            of.method(),
            of.uri(),
            Unpooled.wrappedBuffer(body.finish()),
            of.headers(),
            new DefaultHttpHeaders());
    whole.setDecoderResult(result);
    busy = true;
    context.channel().config().setAutoRead(false);
    context.fireChannelRead(whole);
  }

  private void tooLarge(ChannelHandlerContext context, int bytesMax, String who) {
    refuse(
        context,
        shared
            .responses()
            .lastError(
                ErrorCode.TOO_LARGE,
                "a body of more bytes than allowed (expected: at most %d%s)"
                    .formatted(bytesMax, who)));
  }

  private void refuse(ChannelHandlerContext context, FullHttpResponse answer) {
    forget();
    over = true;
    busy = false;
    context.writeAndFlush(answer).addListener(_ -> LastWords.end(context.channel()));
  }

  private long held() {
    long request = busy ? headBytes + CommandStream.bytesOf(body.held()) : headBytes + body.held();
    return (head.isPresent() ? request : 0)
        + upload.map(UploadBody::held).orElse(0L)
        + (long) PIECE_BYTES * waiting.size();
  }

  private void clear() {
    head = Optional.empty();
    headBytes = 0;
    continued = false;
    upload = Optional.empty();
    body = body(parts.config().bounds().strangerBytesMax());
  }

  private void forget() {
    clear();
    waiting.forEach(ReferenceCountUtil::release);
    waiting.clear();
  }

  private static MessageAssembler body(int bytesMax) {
    return new MessageAssembler(bytesMax, Integer.MAX_VALUE);
  }
}
