package io.drawbridge.server.quota;

import io.drawbridge.protocol.Limits;

/**
 * The amounts that one person, conversation or workspace may write. A row is anything that adds to
 * a log: a message, an edit, a reaction, a pin, a conversation, a person in a new one. Bytes are
 * UTF-8.
 */
public record Quota(long rowsPerMinute, long bytesPerMinute, long rowsPerDay, long bytesPerDay) {
  /** The fewest bytes a minute: the longest text has to fit into one. */
  public static final long BYTES_MIN = Limits.TEXT_BYTES_MAX;

  /** The most that a bucket of a minute can count, with one nanosecond between two. */
  public static final long PER_MINUTE_MAX = 1_000_000_000L;

  public static final long PER_DAY_MAX = 1_000_000_000_000_000L;

  /** Returns whether each of the numbers is one that can be counted. */
  public boolean isInBounds() {
    return rowsPerMinute >= 1
        && rowsPerMinute <= PER_MINUTE_MAX
        && bytesPerMinute >= BYTES_MIN
        && bytesPerMinute <= PER_MINUTE_MAX
        && rowsPerDay >= 1
        && rowsPerDay <= PER_DAY_MAX
        && bytesPerDay >= 1
        && bytesPerDay <= PER_DAY_MAX;
  }
}
