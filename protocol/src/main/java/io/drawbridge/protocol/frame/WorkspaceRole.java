package io.drawbridge.protocol.frame;

import io.drawbridge.protocol.WireName;

/** What a member may do in a workspace. */
public enum WorkspaceRole implements WireName {
  /** Manages the workspace and its members. */
  ADMIN,
  /** Takes part. */
  MEMBER
}
