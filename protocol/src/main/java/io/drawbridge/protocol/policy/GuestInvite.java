package io.drawbridge.protocol.policy;

import io.drawbridge.protocol.WireName;

/** The people who may invite guests to the workspace itself, the strictest choice first. */
public enum GuestInvite implements WireName {
  /** Nobody. */
  OFF,
  /** Owners and admins of the workspace. */
  ADMINS,
  /** Every member. */
  MEMBERS
}
