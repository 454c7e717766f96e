package io.drawbridge.server.delivery.append;

import io.drawbridge.server.access.Permit.PostPermit;
import java.time.Instant;
import java.util.concurrent.CompletionStage;

/**
 * Group commit of content: a few lanes each take what is waiting and commit it as one transaction.
 * The stage completes after the commit, with a {@code Failure} if the right was gone under the
 * lock. Thread-safe; never blocks the caller beyond a bounded queue ({@code busy} when full).
 */
public interface WriterLanes {
  CompletionStage<Committed> append(PostPermit permit, Append append);

  /** Position and time given by the database; {@code epoch} is the domain's at the commit. */
  record Committed(long pos, Instant at, long epoch) {}
}
