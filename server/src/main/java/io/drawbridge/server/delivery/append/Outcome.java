package io.drawbridge.server.delivery.append;

import io.drawbridge.server.delivery.append.WriterLanes.Committed;
import io.drawbridge.server.delivery.log.LogEntry;
import io.drawbridge.server.failure.Failure;

/** The result of one append in a transaction; valid once that transaction is committed. */
sealed interface Outcome {
  record Appended(Committed committed, LogEntry entry) implements Outcome {}

  /** An earlier attempt with the same key was committed; this is its answer. */
  record Repeated(Committed committed) implements Outcome {}

  record Refused(Failure failure) implements Outcome {}

  /** Somebody changes the domain now: nothing was decided. */
  record Postponed() implements Outcome {}

  Outcome POSTPONED = new Postponed();
}
