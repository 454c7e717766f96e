package io.drawbridge.server.delivery.audit;

/** Names the changes that no command asks for. */
public enum OwnAction {
  /** The clock ended links. */
  LINK_EXPIRE("link.expire"),
  /** Somebody became a member by the link of an invitation. */
  WORKSPACE_JOIN("workspace.join"),
  /** A session ended to make room for a new one. */
  SESSION_REPLACE("session.replace");

  private final String wire;

  OwnAction(String wire) {
    this.wire = wire;
  }

  public String wire() {
    return wire;
  }
}
