package io.drawbridge.server.edge.intake;

import io.drawbridge.server.edge.http.Heads;
import io.drawbridge.server.edge.http.StrictRequestDecoder;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * Counts what a socket has sent and nobody has dealt with yet: bytes before the decoder has made
 * something of them, and what the handlers behind it keep. Stands before the decoder. On the loop.
 *
 * <p>Less than one read of each socket goes uncounted: what follows a whole message in the same
 * read.
 */
public final class Intake extends ChannelInboundHandlerAdapter {
  /** The most that an unfinished HTTP head holds beside its text: the objects of its headers. */
  private static final int HEAD_BYTES = StrictRequestDecoder.HEADERS_MAX * Heads.HEADER_BYTES;

  /** The event for the last handler of the pipeline when the socket holds too much. */
  public enum Refused {
    /** There is no memory for more. */
    NO_ROOM,
    /** There is more than one message may have. */
    TOO_BIG
  }

  private final Place place;
  private long raw;
  private long rawMax = Long.MAX_VALUE;
  private long kept;
  private int head = HEAD_BYTES;
  private boolean reading;

  public Intake(Place place) {
    this.place = place;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof ByteBuf bytes) {
      raw += bytes.readableBytes();
    }
    reading = true;
    context.fireChannelRead(message);
    reading = false;
    if (raw > rawMax) {
      context.fireUserEventTriggered(Refused.TOO_BIG);
    } else if (!settle()) {
      context.fireUserEventTriggered(Refused.NO_ROOM);
    }
  }

  /** Notes that the decoder has made something of what came. */
  public void decoded() {
    raw = 0;
  }

  /** Expects frames from now on; one that is not whole may have this many bytes. */
  public void framesUpTo(long bytesMax) {
    head = 0;
    rawMax = bytesMax;
  }

  /**
   * Says how much the handlers behind keep.
   *
   * @return false if there is no room; during a read that is found out at its end
   */
  public boolean keeps(long bytes) {
    kept = bytes;
    return reading || settle();
  }

  private boolean settle() {
    return place.holdIn(kept + (raw == 0 ? 0 : head + 2 * raw));
  }
}
