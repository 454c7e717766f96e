package io.drawbridge.server.approval;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.server.access.link.DomainId;

/**
 * An end of an invitation or a request that its inviter was not told of by mail yet.
 *
 * @param person who invited or suggested somebody
 * @param source the sort of thing it was, as stored
 * @param subject its id
 * @param outcome what became of it, as stored
 */
record Outcome(DomainId domain, AccountId person, String source, long subject, String outcome) {
  /** Somebody who is told, and the workspace it is about. */
  record Reader(DomainId domain, AccountId person) {}

  Reader reader() {
    return new Reader(domain, person);
  }
}
