package io.drawbridge.protocol.policy;

import io.drawbridge.protocol.WireName;

/** The part that externals have in direct messages, the strictest choice first. */
public enum ExternalDm implements WireName {
  /** None is opened with them. */
  NONE,
  /** Members open one with them. */
  MEMBERS_START_ONLY,
  /** They open one with those with whom they share a conversation. */
  CO_PARTICIPANTS
}
