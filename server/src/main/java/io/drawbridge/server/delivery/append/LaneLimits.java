package io.drawbridge.server.delivery.append;

import java.time.Duration;

/**
 * The bounds of the lanes.
 *
 * @param lanes writer lanes, each one transaction at a time
 * @param batchMax appends of one transaction
 * @param queueMax appends that may wait in one lane, and changes that may wait for one domain
 * @param linksMax links that one transaction of changes may touch before it commits
 * @param holdMax longest time a transaction may hold the domain's lock before it stops taking
 *     further changes; posts wait while it is held
 * @param patience how long a lane tries to reach the database before it answers {@code unavailable}
 */
public record LaneLimits(
    int lanes, int batchMax, int queueMax, int linksMax, Duration holdMax, Duration patience) {
  private static final int BATCH_MAX = 256;
  private static final int QUEUE_MAX = 4_096;
  private static final int LINKS_MAX = 500;
  private static final Duration HOLD_MAX = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  /** The usual bounds for this many lanes; the number is a setting. */
  public static LaneLimits of(int lanes) {
    return new LaneLimits(lanes, BATCH_MAX, QUEUE_MAX, LINKS_MAX, HOLD_MAX, PATIENCE);
  }

  public LaneLimits {
    if (lanes < 1 || batchMax < 1 || queueMax < batchMax || linksMax < 1) {
      throw new IllegalArgumentException(
          "limits: %d lanes, %d a batch, %d waiting, %d links (expected: >= 1, waiting >= batch)"
              .formatted(lanes, batchMax, queueMax, linksMax));
    }
  }
}
