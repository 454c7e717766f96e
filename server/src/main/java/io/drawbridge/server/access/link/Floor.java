package io.drawbridge.server.access.link;

/**
 * The beginning of a person's sight of a conversation: content with {@code epoch >= epoch()} and
 * {@code pos > pos()}, until {@code untilMicros} (database clock, {@link Long#MAX_VALUE} = no end).
 * At that time some path ends, and the floor has to be asked for again. The pair describes one
 * suffix of the history.
 */
public record Floor(long epoch, long pos, long untilMicros) {
  public static final long FOREVER = Long.MAX_VALUE;

  /** Returns whether content stamped with this epoch at this position lies above the floor. */
  public boolean shows(long contentEpoch, long contentPos) {
    return contentEpoch >= epoch && contentPos > pos;
  }
}
