package io.drawbridge.server.edge.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;

/** Lets a listed page of another server read the answer; it has no cookies to send. */
public final class CrossOrigin {
  private static final int REMEMBER_SECONDS = 600;

  private CrossOrigin() {}

  public static void allow(HttpResponse response, String origin) {
    response
        .headers()
        .set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, origin)
        .set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_METHODS, "POST, GET, HEAD, PUT")
        .set(
            HttpHeaderNames.ACCESS_CONTROL_ALLOW_HEADERS,
            "authorization, content-type, range, if-range, if-none-match")
        .set(
            HttpHeaderNames.ACCESS_CONTROL_EXPOSE_HEADERS,
            "content-disposition, content-length, content-range, etag")
        .set(HttpHeaderNames.ACCESS_CONTROL_MAX_AGE, REMEMBER_SECONDS)
        .set("Cross-Origin-Resource-Policy", "cross-origin")
        .set(HttpHeaderNames.VARY, HttpHeaderNames.ORIGIN);
  }
}
