package io.drawbridge.server.delivery.log;

import java.time.Duration;

/** How long what is not content is kept. */
final class Retention {
  /** Answers of mutating commands, for idempotency. */
  static final Duration REQUESTS = Duration.ofHours(24);

  /** Change records, for live delivery and resume; later a client loads anew. */
  static final Duration EVENTS = Duration.ofDays(30);

  /** Change records that are certainly still there, whatever the sweep does meanwhile. */
  static final Duration EVENTS_SAFE = EVENTS.minus(Duration.ofHours(1));

  /** Closed fences, for whoever asks what a removal did. */
  static final Duration FENCES = Duration.ofDays(30);

  private Retention() {}
}
