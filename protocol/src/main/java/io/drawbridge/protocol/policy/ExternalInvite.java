package io.drawbridge.protocol.policy;

import io.drawbridge.protocol.WireName;

/** The people who may bring externals in, the strictest choice first. */
public enum ExternalInvite implements WireName {
  /** Nobody. */
  OFF,
  /** Owners and admins of the workspace who are in the conversation. */
  ADMINS,
  /** Those who manage the conversation; in a DM, which has none, those of the workspace. */
  CONVERSATION_ADMINS,
  /** Every member. */
  MEMBERS
}
