package io.drawbridge.protocol.policy;

import io.drawbridge.protocol.WireName;

/** The least role by which somebody invites many at once, the strictest choice first. */
public enum BulkInviteMinRole implements WireName {
  /** Owners and admins of the workspace. */
  ADMIN,
  /** Every member who may bring externals in. */
  MEMBER
}
