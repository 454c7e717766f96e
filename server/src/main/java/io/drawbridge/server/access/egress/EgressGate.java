package io.drawbridge.server.access.egress;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.server.access.link.DomainId;

/**
 * The third wall: judges one tagged piece for one person against the node's current view, as the
 * last step before the socket, on the connection's own event loop. Never blocks, never reads the
 * database. Unknown, missing, expired or failing means {@link Verdict#DROP}.
 */
public interface EgressGate {
  /**
   * Returns whether anything at all may leave now: whether this node has the right to serve. While
   * it is shut all that waits goes on waiting; who opens it wakes the connections.
   */
  default boolean open() {
    return true;
  }

  Verdict judge(AccountId reader, Tag tag);

  /**
   * A number that changes whenever any view of this node changes; an ALLOW stays valid while it
   * stays the same.
   */
  long version(DomainId domain);

  /**
   * Runs the task soon after the domain's view has reached the epoch; used for {@link
   * Verdict#HOLD}.
   */
  void whenReached(DomainId domain, long epoch, Runnable task);
}
