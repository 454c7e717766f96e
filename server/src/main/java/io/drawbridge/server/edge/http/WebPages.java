package io.drawbridge.server.edge.http;

import io.drawbridge.protocol.docs.ProtocolDocs;
import io.drawbridge.server.db.Sha256;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Serves what is read without a token: the web client's files, read once at start, and the
 * descriptions of the protocol.
 */
public final class WebPages {
  private static final String ASK_AGAIN = "no-cache";
  private static final String FOR_GOOD = "public, max-age=31536000, immutable";
  private static final int TAG_CHARS = 32;

  /** One file as it is sent. */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares pages
  private record Page(byte[] body, String type, String tag, String caching) {}

  private final Map<String, Page> pages;

  /**
   * The descriptions, made beside the start, which does not wait for them: they take a fraction of
   * a second.
   */
  private final Map<String, CompletableFuture<Page>> descriptions;

  private WebPages(Map<String, Page> pages, Map<String, CompletableFuture<Page>> descriptions) {
    this.pages = Map.copyOf(pages);
    this.descriptions = descriptions;
  }

  public static WebPages load(Executor threads) {
    Map<String, Page> pages = new HashMap<>();
    for (PageShell.File file : PageShell.SHIPPED.files()) {
      String caching = file.lasting() ? FOR_GOOD : ASK_AGAIN;
      pages.put(file.path(), new Page(file.body(), file.type(), tag(file.body()), caching));
    }
    return new WebPages(
        pages,
        Map.of(
            "/v1/openapi.json",
            CompletableFuture.supplyAsync(() -> json(ProtocolDocs.openApi()), threads),
            "/v1/asyncapi.json",
            CompletableFuture.supplyAsync(() -> json(ProtocolDocs.asyncApi()), threads)));
  }

  private static Page json(byte[] body) {
    return new Page(body, "application/json", tag(body), ASK_AGAIN);
  }

  private Optional<Page> find(String path) {
    return Optional.ofNullable(pages.get(path))
        .or(() -> Optional.ofNullable(descriptions.get(path)).map(CompletableFuture::join));
  }

  /** The answer for a path; empty if there is no such file or the method is not a reading one. */
  public Optional<FullHttpResponse> answer(
      String path, FullHttpRequest request, Responses responses) {
    boolean head = request.method().equals(HttpMethod.HEAD);
    if (!(head || request.method().equals(HttpMethod.GET))) {
      return Optional.empty();
    }
    return find(path).map(page -> answer(page, head, request, responses));
  }

  private static FullHttpResponse answer(
      Page page, boolean head, FullHttpRequest request, Responses responses) {
    boolean fresh = page.tag().equals(request.headers().get(HttpHeaderNames.IF_NONE_MATCH));
    FullHttpResponse response =
        fresh
            ? responses.empty(HttpResponseStatus.NOT_MODIFIED)
            : responses.bytes(HttpResponseStatus.OK, page.type(), head ? new byte[0] : page.body());
    if (fresh) {
      response.headers().remove(HttpHeaderNames.CONTENT_LENGTH);
    } else {
      response.headers().set(HttpHeaderNames.CONTENT_LENGTH, page.body().length);
    }
    response.headers().set(HttpHeaderNames.ETAG, page.tag());
    response.headers().set(HttpHeaderNames.CACHE_CONTROL, page.caching());
    return response;
  }

  private static String tag(byte[] body) {
    return '"' + HexFormat.of().formatHex(Sha256.of(body)).substring(0, TAG_CHARS) + '"';
  }
}
