package io.drawbridge.protocol.conversation;

import io.drawbridge.protocol.WireName;

/** The role of a person in a conversation. */
public enum ConversationRole implements WireName {
  /** Manages the conversation and who is in it. */
  ADMIN,
  /** Takes part. */
  MEMBER
}
