package io.drawbridge.protocol.ledger;

import java.time.Instant;
import java.util.Optional;

/**
 * A person's mark, as far as one message is concerned.
 *
 * @param reached the mark stands at the message or beyond, and moved there when they could see it
 * @param by when it had come there at the latest; absent if it has not, or if nobody noted when
 */
public record LedgerMark(boolean reached, Optional<Instant> by) {
  /** A mark that has not come there. */
  public static final LedgerMark NOT_REACHED = new LedgerMark(false, Optional.empty());
}
