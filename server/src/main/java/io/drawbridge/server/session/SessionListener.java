package io.drawbridge.server.session;

/**
 * Hears of devices that come and go: presence, and the conversations a session gets in full from
 * the start. Registered at start-up; each listener hears of every session. Implementations do not
 * throw.
 */
public interface SessionListener {
  /**
   * Hears that a session has started: it is in {@link Sessions} and its hello is queued. Called on
   * a virtual thread, before the first command of the session is carried out; may block on the
   * database.
   */
  void started(Session session);

  /**
   * Hears that a session has ended: it is no longer in {@link Sessions}. Called once, on any
   * thread; does not block.
   */
  void ended(Session session);
}
