package io.drawbridge.server.edge.http;

import io.drawbridge.server.db.Sha256;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * A text that anybody may read, as it is and compressed: once, when it is read. There is nothing of
 * a person in it, so its length gives nothing away.
 */
final class Representation {
  private static final int TAG_CHARS = 32;

  private final String type;
  private final byte[] plain;
  private final byte[] compressed;
  private final String tag;

  Representation(String type, byte[] plain) {
    this.type = type;
    this.plain = plain;
    this.compressed = compress(plain);
    this.tag = HexFormat.of().formatHex(Sha256.of(plain)).substring(0, TAG_CHARS);
  }

  /** The text as it is. */
  String text() {
    return new String(plain, StandardCharsets.UTF_8);
  }

  /** The answer to a request with these headers; without a body if only its head is asked for. */
  FullHttpResponse answer(HttpHeaders asked, boolean headOnly, Responses responses) {
    boolean small =
        asked.containsValue(HttpHeaderNames.ACCEPT_ENCODING, HttpHeaderValues.GZIP, true);
    byte[] body = small ? compressed : plain;
    String named = '"' + tag + (small ? "-gzip" : "") + '"';
    boolean known = named.equals(asked.get(HttpHeaderNames.IF_NONE_MATCH));
    FullHttpResponse response =
        known
            ? responses.empty(HttpResponseStatus.NOT_MODIFIED)
            : responses.bytes(HttpResponseStatus.OK, type, headOnly ? new byte[0] : body);
    HttpHeaders headers = response.headers();
    if (known) {
      headers.remove(HttpHeaderNames.CONTENT_LENGTH);
    } else {
      headers.set(HttpHeaderNames.CONTENT_LENGTH, body.length);
      if (small) {
        headers.set(HttpHeaderNames.CONTENT_ENCODING, HttpHeaderValues.GZIP);
      }
    }
    headers.set(HttpHeaderNames.ETAG, named);
    headers.add(HttpHeaderNames.VARY, HttpHeaderNames.ACCEPT_ENCODING);
    return response;
  }

  private static byte[] compress(byte[] plain) {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new Tight(compressed)) {
      out.write(plain);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return compressed.toByteArray();
  }

  /** Takes more time for fewer bytes. */
  private static final class Tight extends GZIPOutputStream {
    Tight(ByteArrayOutputStream out) throws IOException {
      super(out);
      def.setLevel(Deflater.BEST_COMPRESSION);
    }
  }
}
