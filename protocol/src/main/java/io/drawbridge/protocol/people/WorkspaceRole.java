package io.drawbridge.protocol.people;

import io.drawbridge.protocol.WireName;

/** The role of a member in a workspace. */
public enum WorkspaceRole implements WireName {
  /** Like an admin, and the only one who makes and unmakes owners. Every workspace has one. */
  OWNER,
  /** Manages the workspace and its members. */
  ADMIN,
  /** Takes part. */
  MEMBER
}
