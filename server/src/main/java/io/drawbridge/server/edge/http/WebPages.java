package io.drawbridge.server.edge.http;

import io.drawbridge.protocol.docs.ProtocolDocs;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import java.util.HashMap;
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

  /** One file, and how long who has it may keep it. */
  private record Page(Representation body, String caching) {}

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
      pages.put(file.path(), new Page(file.body(), caching));
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
    return new Page(new Representation("application/json", body), ASK_AGAIN);
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
    return find(path)
        .map(page -> {
          FullHttpResponse response = page.body().answer(request.headers(), head, responses);
          response.headers().set(HttpHeaderNames.CACHE_CONTROL, page.caching());
          return response;
        });
  }
}
