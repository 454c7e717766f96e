package io.drawbridge.server.edge.http;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads the head of an HTTP request. */
public final class Heads {
  /** The heap that the objects of one header take. */
  public static final int HEADER_BYTES = 160;

  private static final String BEARER = "bearer ";

  private Heads() {}

  /** The token of the one {@code Authorization} header; the scheme's name in any case. */
  public static Optional<String> bearer(HttpRequest request) {
    List<String> lines = request.headers().getAll(HttpHeaderNames.AUTHORIZATION);
    return lines.size() == 1 && lines.getFirst().toLowerCase(Locale.ROOT).startsWith(BEARER)
        ? Optional.of(lines.getFirst().substring(BEARER.length()).strip())
        : Optional.empty();
  }

  /** About how much heap a head takes. */
  public static long bytes(HttpRequest request) {
    long bytes = (long) HEADER_BYTES + request.uri().length();
    for (Map.Entry<String, String> header : request.headers()) {
      bytes += HEADER_BYTES + header.getKey().length() + header.getValue().length();
    }
    return bytes;
  }

  /** Headers of a bounded number: each costs more than what is sent for it. */
  static final class Few extends DefaultHttpHeaders {
    private final int max;
    private int count;

    Few(int max) {
      super();
      this.max = max;
    }

    @Override
    public HttpHeaders add(CharSequence name, Object value) {
      count++;
      if (count > max) {
        throw new IllegalArgumentException("more than %d headers".formatted(max));
      }
      return super.add(name, value);
    }
  }
}
