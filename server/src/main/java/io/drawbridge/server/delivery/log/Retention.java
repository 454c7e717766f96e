package io.drawbridge.server.delivery.log;

import java.time.Duration;

/** The times for which the server keeps what is not content. */
final class Retention {
  /** Answers of mutating commands, for idempotency. */
  static final Duration REQUESTS = Duration.ofHours(24);

  /** Change records, for live delivery and resume; after that a client loads everything again. */
  static final Duration EVENTS = Duration.ofDays(30);

  /** Change records that are certainly still there, no matter what the sweep does meanwhile. */
  static final Duration EVENTS_SAFE = EVENTS.minus(Duration.ofHours(1));

  /** Closed fences, for anybody who asks what a removal did. */
  static final Duration FENCES = Duration.ofDays(30);

  private Retention() {}
}
