package io.drawbridge.protocol.conversation;

import io.drawbridge.protocol.WireName;

/** The kind of a conversation. */
public enum ConversationKind implements WireName {
  /** A lasting group of people with a name. */
  GROUP,
  /** A subject, addressed to people and groups. */
  THREAD,
  /** A few people, without a name. */
  DM
}
