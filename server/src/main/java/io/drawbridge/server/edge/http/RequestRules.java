package io.drawbridge.server.edge.http;

import io.drawbridge.protocol.ErrorCode;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpVersion;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The rules that every HTTP request must meet before anybody looks at its path. */
public final class RequestRules {
  private static final String JSON = "application/json";
  private static final String CSV = "text/csv";
  private static final String FORM = "application/x-www-form-urlencoded";

  private RequestRules() {}

  /**
   * The answer to a request that is refused, after which its connection is closed; empty if it is
   * well-formed.
   */
  public static Optional<FullHttpResponse> refusal(FullHttpRequest request, Responses responses) {
    if (!request.decoderResult().isSuccess()) {
      return bad(responses, "request: malformed (expected: HTTP/1.1)");
    }
    // What a proxy speaks that is not told otherwise: without chunks, and perhaps without a host.
    boolean old = request.protocolVersion().equals(HttpVersion.HTTP_1_0);
    if (!old && !request.protocolVersion().equals(HttpVersion.HTTP_1_1)) {
      return bad(responses, "version: another (expected: HTTP/1.1, or 1.0)");
    }
    int hosts = request.headers().getAll(HttpHeaderNames.HOST).size();
    if (hosts > 1 || (hosts == 0 && !old)) {
      return bad(responses, "host: absent or repeated (expected: once)");
    }
    List<String> encodings = request.headers().getAll(HttpHeaderNames.TRANSFER_ENCODING);
    if (old && !encodings.isEmpty()) {
      return bad(responses, "transfer-encoding: in HTTP/1.0 (expected: none)");
    }
    if (encodings.size() > 1
        || encodings.stream()
            .anyMatch(it -> !HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(it))) {
      return bad(responses, "transfer-encoding: another (expected: chunked, or none)");
    }
    return Optional.empty();
  }

  public static boolean isJson(FullHttpRequest request) {
    return isType(request, JSON);
  }

  public static boolean isCsv(FullHttpRequest request) {
    return isType(request, CSV);
  }

  /** Returns whether the body is a form, whatever parameters its type has. */
  public static boolean isForm(FullHttpRequest request) {
    String type = request.headers().get(HttpHeaderNames.CONTENT_TYPE, "");
    return type.toLowerCase(Locale.ROOT).startsWith(FORM);
  }

  private static boolean isType(FullHttpRequest request, String expected) {
    List<String> types = request.headers().getAll(HttpHeaderNames.CONTENT_TYPE);
    if (types.size() != 1) {
      return false;
    }
    String type = types.getFirst().toLowerCase(Locale.ROOT).replace(" ", "");
    return type.equals(expected) || type.equals(expected + ";charset=utf-8");
  }

  private static Optional<FullHttpResponse> bad(Responses responses, String message) {
    return Optional.of(responses.lastError(ErrorCode.BAD_FRAME, message));
  }
}
