package io.drawbridge.server.edge.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpHeadersFactory;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.List;

/**
 * An HTTP/1 decoder that refuses what two parsers could read as two different requests, and more
 * headers than anybody needs.
 */
public final class StrictRequestDecoder extends HttpRequestDecoder {
  /** Headers of one request, and of what may follow a body in chunks. */
  public static final int HEADERS_MAX = 64;

  private static final int LINE_BYTES_MAX = 2_048;
  private static final int HEADER_BYTES_MAX = 8_192;
  private static final int CHUNK_BYTES_MAX = 8_192;

  private static final HttpHeadersFactory FEW =
      new HttpHeadersFactory() {
        @Override
        public HttpHeaders newHeaders() {
          return new Heads.Few(HEADERS_MAX);
        }

        @Override
        public HttpHeaders newEmptyHeaders() {
          return new Heads.Few(HEADERS_MAX);
        }
      };

  public StrictRequestDecoder() {
    super(
        new HttpDecoderConfig()
            .setMaxInitialLineLength(LINE_BYTES_MAX)
            .setMaxHeaderSize(HEADER_BYTES_MAX)
            .setMaxChunkSize(CHUNK_BYTES_MAX)
            .setAllowDuplicateContentLengths(false)
            .setStrictLineParsing(true)
            .setHeadersFactory(FEW)
            .setTrailersFactory(FEW));
  }

  /** True within the head of a request, and before its first line. */
  private boolean inHead = true;

  /** True once something was refused: what follows is not read. */
  private boolean refused;

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out)
      throws Exception {
    if (refused) {
      in.skipBytes(in.readableBytes());
    } else if (inHead && folded(in)) {
      refused = true;
      in.skipBytes(in.readableBytes());
      HttpMessage invalid = createInvalidMessage();
      invalid.setDecoderResult(
          DecoderResult.failure(new IllegalArgumentException("a folded header")));
      out.add(invalid);
    } else {
      int before = out.size();
      super.decode(context, in, out);
      for (Object piece : out.subList(before, out.size())) {
        inHead = piece instanceof LastHttpContent;
      }
    }
  }

  /**
   * Returns whether a line of the head begins with a blank: the library would join it to the line
   * before, and others read it as a line of its own or throw it away.
   */
  private static boolean folded(ByteBuf in) {
    boolean lineStart = true;
    boolean empty = true;
    for (int at = in.readerIndex(); at < in.writerIndex(); at++) {
      byte next = in.getByte(at);
      if (lineStart && (next == ' ' || next == '\t')) {
        return true;
      }
      if (next == '\n' && empty && at > in.readerIndex() + 1) {
        return false;
      }
      lineStart = next == '\n';
      empty = lineStart || (empty && next == '\r');
    }
    return false;
  }

  /**
   * Refuses such a request. The library would drop the length and continue; a proxy in front may
   * have used the length.
   */
  @Override
  protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
    throw new IllegalArgumentException("both a length and a transfer encoding");
  }
}
