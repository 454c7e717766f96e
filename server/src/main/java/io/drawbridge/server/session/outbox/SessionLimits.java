package io.drawbridge.server.session.outbox;

import io.drawbridge.protocol.Limits;

/**
 * The bounds of what one account and one connection may hold in memory here.
 *
 * @param outboxFramesMax items that wait for one connection
 * @param outboxBytesMax bytes that wait for one connection
 * @param heldFramesMax live events kept for one conversation while its gap is read
 * @param interestsMax conversations one connection may have open
 * @param connectionsPerAccountMax WebSockets of one account
 * @param requestsPerAccountMax HTTP requests of one account at the same time
 */
public record SessionLimits(
    int outboxFramesMax,
    int outboxBytesMax,
    int heldFramesMax,
    int interestsMax,
    int connectionsPerAccountMax,
    int requestsPerAccountMax) {

  /** The size of an item that always fits into an empty outbox, however little memory is left. */
  public static final int OUTBOX_BYTES_MIN = 4_096;

  /** The bounds that the protocol promises, with room for the largest bots. */
  public static final SessionLimits DEFAULT =
      new SessionLimits(
          Limits.OUTBOX_FRAMES_MAX,
          Limits.OUTBOX_BYTES_MAX,
          1_024,
          20_000,
          Limits.CONNECTIONS_PER_ACCOUNT_MAX,
          Limits.IN_FLIGHT_PER_CONNECTION_MAX);
}
