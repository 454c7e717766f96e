package io.drawbridge.server.session;

import io.drawbridge.protocol.people.SessionEnd;
import io.drawbridge.server.access.Caller;
import io.drawbridge.server.session.outbox.Outgoing;

/**
 * A way out to one person that holds a connection: what a fence visits on the connection's event
 * loop. It is in {@link Sessions#outlets} for as long as it may still write. Of its methods those
 * that return nothing run on that loop.
 */
public sealed interface Outlet permits Session, RequestOutlet {
  Caller caller();

  Connection connection();

  /** Takes the answer to a command of its own; judged when it leaves. */
  void offerAnswer(Outgoing.Response answer);

  /** Drops what is queued, tells why if it can, and closes; nothing is taken or written after. */
  void end(SessionEnd reason);

  /**
   * Drops every queued item that the current view no longer allows; returns how many. On the loop;
   * called by the fence.
   */
  int purge();
}
