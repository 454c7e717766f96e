package io.drawbridge.server.edge.http;

import io.drawbridge.protocol.ErrorCode;
import io.drawbridge.protocol.codec.FrameCodec;
import io.drawbridge.protocol.command.Command;
import io.drawbridge.protocol.frame.ErrorFrame;
import io.drawbridge.protocol.result.Result;
import io.drawbridge.server.failure.Failure;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Every HTTP answer, with the headers that all of them carry. Immutable. */
public final class Responses {
  private static final String TEXT = "text/plain;charset=utf-8";
  private static final String JSON = "application/json";
  private static final String NO_STORE = "no-store";
  private static final String STRICT_TRANSPORT = "max-age=31536000";

  private final FrameCodec codec;
  private final boolean encrypted;
  private final Form form;

  /** The forms that a good answer has. */
  private sealed interface Form {
    record Plain() implements Form {}

    /** A word, for services that post to Slack. */
    record Worded() implements Form {}

    /** For a page whose refresh token its browser keeps. */
    record Kept(BrowserCookie cookie, Command<?> command) implements Form {}
  }

  public Responses(FrameCodec codec, boolean encrypted) {
    this(codec, encrypted, new Form.Plain());
  }

  private Responses(FrameCodec codec, boolean encrypted, Form form) {
    this.codec = codec;
    this.encrypted = encrypted;
    this.form = form;
  }

  public FullHttpResponse result(Result result) {
    return switch (form) {
      case Form.Plain _ -> json(HttpResponseStatus.OK, codec.encodeResult(result));
      case Form.Worded _ ->
          bytes(HttpResponseStatus.OK, TEXT, "ok".getBytes(StandardCharsets.US_ASCII));
      case Form.Kept(BrowserCookie cookie, Command<?> command) -> {
        FullHttpResponse response =
            json(HttpResponseStatus.OK, codec.encodeResult(BrowserCookie.shown(result)));
        cookie.follow(command, result, response);
        yield response;
      }
    };
  }

  /** The same for services that post to Slack: they take nothing but a word for a good answer. */
  public Responses worded() {
    return new Responses(codec, encrypted, new Form.Worded());
  }

  /** The same for a page whose browser keeps the refresh token that this command answers. */
  public Responses kept(BrowserCookie cookie, Command<?> command) {
    return new Responses(codec, encrypted, new Form.Kept(cookie, command));
  }

  public FullHttpResponse error(ErrorFrame error) {
    FullHttpResponse response =
        json(HttpResponseStatus.valueOf(error.code().httpStatus()), codec.encode(error));
    error
        .retryAfterMs()
        .ifPresent(ms -> response.headers().set(HttpHeaderNames.RETRY_AFTER, (ms + 999) / 1_000));
    if (error.code().httpStatus() == HttpResponseStatus.UNAUTHORIZED.code()) {
      response.headers().set(HttpHeaderNames.WWW_AUTHENTICATE, "Bearer");
    }
    return response;
  }

  public FullHttpResponse error(ErrorCode code, String message) {
    return error(new ErrorFrame(Optional.empty(), code, message, Optional.empty()));
  }

  /** An error after which the connection is closed. */
  public FullHttpResponse lastError(ErrorCode code, String message) {
    return last(new ErrorFrame(Optional.empty(), code, message, Optional.empty()));
  }

  /** As {@link #lastError}. */
  public FullHttpResponse last(ErrorFrame error) {
    FullHttpResponse response = error(error);
    response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    return response;
  }

  /** The one answer for every path that does not exist, byte for byte. */
  public FullHttpResponse notFound() {
    return error(ErrorCode.NOT_FOUND, Failure.notFound().text());
  }

  /** An answer without a body. */
  public FullHttpResponse empty(HttpResponseStatus status) {
    return with(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.EMPTY_BUFFER));
  }

  public FullHttpResponse bytes(HttpResponseStatus status, String type, byte[] body) {
    FullHttpResponse response =
        with(
            new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, status, Unpooled.wrappedBuffer(body)));
    response.headers().set(HttpHeaderNames.CONTENT_TYPE, type);
    return response;
  }

  private FullHttpResponse json(HttpResponseStatus status, byte[] body) {
    return bytes(status, JSON, body);
  }

  /** The start of an answer whose parts follow in chunks. */
  public HttpResponse stream(String type) {
    HttpResponse response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
    common(response.headers());
    response.headers().set(HttpHeaderNames.CONTENT_TYPE, type);
    response.headers().set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
    return response;
  }

  private FullHttpResponse with(FullHttpResponse response) {
    response.headers().set(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes());
    common(response.headers());
    return response;
  }

  /** Sets the headers that every answer carries. */
  void common(HttpHeaders headers) {
    headers.set(HttpHeaderNames.CACHE_CONTROL, NO_STORE);
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("X-Frame-Options", "DENY");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Cross-Origin-Opener-Policy", "same-origin");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
    headers.set(HttpHeaderNames.CONTENT_SECURITY_POLICY, PagePolicy.HEADER);
    if (encrypted) {
      headers.set("Strict-Transport-Security", STRICT_TRANSPORT);
    }
  }
}
