package io.drawbridge.server.edge;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.server.command.ClientAddress;
import io.drawbridge.server.edge.http.Heads;
import io.drawbridge.server.edge.http.Responses;
import io.drawbridge.server.edge.loop.Loop;
import io.drawbridge.server.exit.surface.LetsOut;
import io.drawbridge.server.exit.surface.Surface;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker13;
import java.util.Base64;
import java.util.Optional;

/** Turns an HTTP socket into a WebSocket (RFC 6455, 4.2). */
@LetsOut(Surface.TRANSPORT)
final class Upgrade {
  private static final String VERSION = "13";
  private static final int KEY_BYTES = 16;

  private Upgrade() {}

  /** The answer to a request that is no handshake; empty if it is one. */
  static Optional<FullHttpResponse> refusal(FullHttpRequest request, Responses responses) {
    HttpHeaders headers = request.headers();
    boolean current = request.protocolVersion().equals(HttpVersion.HTTP_1_1);
    boolean asked =
        headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)
            && headers.containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true);
    boolean bodyless =
        request.content().readableBytes() == 0
            && !HttpUtil.isTransferEncodingChunked(request)
            && HttpUtil.getContentLength(request, 0) == 0;
    boolean valid =
        VERSION.equals(headers.get(HttpHeaderNames.SEC_WEBSOCKET_VERSION))
            && headers.getAll(HttpHeaderNames.SEC_WEBSOCKET_KEY).size() == 1
            && isKey(headers.get(HttpHeaderNames.SEC_WEBSOCKET_KEY));
    if (current && asked && bodyless && valid) {
      return Optional.empty();
    }
    FullHttpResponse response =
        responses.lastError(
            ErrorCode.BAD_FRAME,
            "handshake: malformed (expected: a WebSocket of version 13, over HTTP/1.1)");
    response.headers().set(HttpHeaderNames.SEC_WEBSOCKET_VERSION, VERSION);
    return Optional.of(response);
  }

  static void perform(
      EdgeParts parts,
      HttpShared shared,
      Loop loop,
      ChannelHandlerContext door,
      FullHttpRequest request,
      Client client,
      ClientAddress address) {
    Optional<String> bearer = Heads.bearer(request);
    WebSocketDecoderConfig config =
        WebSocketDecoderConfig.newBuilder()
            .maxFramePayloadLength(parts.config().bounds().requestBytesMax())
            .expectMaskedFrames(true)
            .allowMaskMismatch(false)
            .allowExtensions(false)
            .closeOnProtocolViolation(false)
            .withUTF8Validator(false)
            .build();
    WebSocketConnection connection =
        new WebSocketConnection(parts, shared.faults(), loop, door.channel(), client, address);
    ChannelPipeline pipeline = door.pipeline();
    pipeline.remove(client.requests());
    pipeline.replace(door.handler(), "connection", connection);
    new WebSocketServerHandshaker13("", null, config)
        .handshake(door.channel(), request)
        .addListener(done -> {
          if (done.isSuccess()) {
            connection.open(bearer);
            door.channel().config().setAutoRead(bearer.isEmpty());
          } else {
            door.channel().close();
          }
        });
  }

  private static boolean isKey(String key) {
    try {
      return Base64.getDecoder().decode(key).length == KEY_BYTES;
    } catch (IllegalArgumentException notBase64) {
      return false;
    }
  }
}
