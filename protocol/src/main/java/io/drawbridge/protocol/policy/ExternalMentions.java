package io.drawbridge.protocol.policy;

import io.drawbridge.protocol.WireName;

/** The people whom externals may mention, the strictest choice first. */
public enum ExternalMentions implements WireName {
  /** Nobody: a text of theirs that mentions somebody is refused. */
  NONE,
  /** Those in the conversation whom they see there. */
  CO_PARTICIPANTS,
  /** All who are in the conversation, also where externals do not see each other. */
  ALL_OF_CONVERSATION
}
