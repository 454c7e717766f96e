package io.drawbridge.server.edge;

import io.drawbridge.protocol.ErrorCode;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObjectAggregator;

/** Collects a request's body up to the limit; beyond it the answer is {@code too_large}. */
final class BodyAggregator extends HttpObjectAggregator {
  private final Responses responses;
  private final int bytesMax;

  BodyAggregator(int bytesMax, Responses responses) {
    super(bytesMax, true);
    this.bytesMax = bytesMax;
    this.responses = responses;
  }

  @Override
  protected void handleOversizedMessage(ChannelHandlerContext context, HttpMessage oversized) {
    context
        .writeAndFlush(
            responses.lastError(
                ErrorCode.TOO_LARGE,
                "a body of more bytes than allowed (expected: at most %d)".formatted(bytesMax)))
        .addListener(ChannelFutureListener.CLOSE);
  }
}
