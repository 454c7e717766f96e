package io.drawbridge.server.access;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.SessionId;

/**
 * The authenticated account that asks, through one of its sessions.
 *
 * @param tab which of the session's connections asks: the tab of a browser, by the name that it
 *     made up; empty for a session that has one connection, and for requests over HTTP
 */
public record Caller(AccountId account, SessionId session, String tab) {

  /** Somebody who asks through a session with one connection. */
  public Caller(AccountId account, SessionId session) {
    this(account, session, "");
  }

  /** The same, through this one of the session's connections. */
  public Caller in(String other) {
    return new Caller(account, session, other);
  }
}
