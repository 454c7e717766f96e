package io.drawbridge.server.edge;

import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequestDecoder;

/** An HTTP/1.1 decoder that refuses what two parsers could read as two different requests. */
final class StrictRequestDecoder extends HttpRequestDecoder {
  private static final int LINE_BYTES_MAX = 2_048;
  private static final int HEADER_BYTES_MAX = 8_192;
  private static final int CHUNK_BYTES_MAX = 8_192;

  StrictRequestDecoder() {
    super(
        new HttpDecoderConfig()
            .setMaxInitialLineLength(LINE_BYTES_MAX)
            .setMaxHeaderSize(HEADER_BYTES_MAX)
            .setMaxChunkSize(CHUNK_BYTES_MAX)
            .setAllowDuplicateContentLengths(false)
            .setStrictLineParsing(true)
            .setValidateHeaders(true));
  }

  /** The library would drop the length and go on; a proxy in front may have gone by the length. */
  @Override
  protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
    throw new IllegalArgumentException("both a length and a transfer encoding");
  }
}
