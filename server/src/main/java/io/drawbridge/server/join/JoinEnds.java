package io.drawbridge.server.join;

import io.drawbridge.protocol.people.ExternalSelection;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.delivery.change.MembershipLanes.ChangeTransaction;
import org.jdbi.v3.core.Handle;

/**
 * Ends the join links and requests by which externals could come in again, for the feature that
 * ends what they have: inside its change, under the lock of the domain.
 */
public interface JoinEnds {
  /** The number of links and of requests that end, or would. */
  record Counts(int links, int requests) {
    /** The sum of both. */
    public Counts plus(Counts other) {
      return new Counts(links + other.links, requests + other.requests);
    }
  }

  /** Counts those that would end. */
  Counts count(Handle handle, DomainId domain, ExternalSelection which);

  /**
   * Ends that many links and that many requests at most. Of links for several mail domains the
   * selected one is taken off.
   */
  Counts end(ChangeTransaction tx, ExternalSelection which, int max);
}
