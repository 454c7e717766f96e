package io.drawbridge.server.delivery.audit;

/** Names the changes that no command asks for. */
public enum OwnAction {
  /** The clock ended links. */
  LINK_EXPIRE("link.expire"),
  /** The clock ended that somebody is a guest. */
  GUEST_EXPIRE("guest.expire"),
  /** Somebody became a member by the link of an invitation. */
  WORKSPACE_JOIN("workspace.join"),
  /** A session ended to make room for a new one. */
  SESSION_REPLACE("session.replace"),
  /** Somebody proved who they are, and got a session. */
  SESSION_OPEN("session.open"),
  /** The mail of an invitation could not be delivered. */
  MAIL_BOUNCE("mail.bounce"),
  /** The operator wrote a backup of everything. */
  SERVER_BACKUP("server.backup"),
  /** The database went back in time. */
  SERVER_RESTORE("server.restore"),
  /** The server let somebody made up in and took them out, to watch itself. */
  CANARY("canary.watch");

  private final String wire;

  OwnAction(String wire) {
    this.wire = wire;
  }

  public String wire() {
    return wire;
  }
}
