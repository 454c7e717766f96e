package io.drawbridge.protocol.policy;

import io.drawbridge.protocol.WireName;

/** The people whom externals may mention, the strictest choice first. */
public enum ExternalMentions implements WireName {
  /** Nobody: a text of theirs that mentions somebody is refused. */
  NONE,
  /** Those who are in the conversation. */
  CO_PARTICIPANTS
}
