package io.drawbridge.server.preview;

import io.drawbridge.server.observe.Metrics;
import io.drawbridge.server.outbound.Destination;
import io.drawbridge.server.outbound.Fetched;
import io.drawbridge.server.outbound.OutboundClient;
import io.drawbridge.server.outbound.OutboundTrouble;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/**
 * Reads pages: a bounded part of each, over a bounded number of redirects, each of which is judged
 * as the link itself is. Sends nothing but the link. Thread-safe; blocks.
 */
final class PageReader {
  private static final int REDIRECTS_MAX = 3;
  private static final int BYTES_MAX = 512 * 1024;
  private static final String ACCEPT = "text/html, application/xhtml+xml";

  private final OutboundClient client;
  private final Links links;
  private final Metrics metrics;

  PageReader(OutboundClient client, Links links, Metrics metrics) {
    this.client = client;
    this.links = links;
    this.metrics = metrics;
  }

  /**
   * What the page says of itself; empty if there is none that may be read, or none that says it.
   */
  Optional<Page> read(String url) {
    String at = url;
    for (int redirects = 0; redirects <= REDIRECTS_MAX; redirects++) {
      Optional<Destination> from = links.destination(at);
      if (from.isEmpty()) {
        return Optional.empty();
      }
      Fetched fetched;
      try {
        metrics.pageCalled();
        fetched = client.get(from.get(), ACCEPT, BYTES_MAX);
      } catch (OutboundTrouble nothing) {
        return Optional.empty();
      }
      if (!fetched.redirects()) {
        String type = fetched.type().orElse("");
        return PageHead.isPage(type) && fetched.body().length > 0
            ? PageHead.of(fetched.body(), type)
            : Optional.empty();
      }
      Optional<String> next = next(at, fetched.location().orElseThrow());
      if (next.isEmpty()) {
        return Optional.empty();
      }
      at = next.get();
    }
    return Optional.empty();
  }

  private static Optional<String> next(String from, String location) {
    try {
      return Optional.of(new URI(from).resolve(new URI(location)).toString());
    } catch (URISyntaxException | IllegalArgumentException none) {
      return Optional.empty();
    }
  }
}
