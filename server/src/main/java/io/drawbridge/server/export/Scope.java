package io.drawbridge.server.export;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.server.access.egress.Tag;
import io.drawbridge.server.access.link.DomainId;

/**
 * The part of a workspace that somebody exports.
 *
 * @param whole also what they cannot read, because a policy says so
 * @param needs the epoch of the snapshot
 */
record Scope(DomainId domain, AccountId reader, boolean whole, long needs) {
  /** What the head of each part is judged by: they own the workspace as it leaves. */
  Tag head() {
    return new Tag.Owner(domain, needs);
  }
}
