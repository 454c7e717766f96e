package io.drawbridge.protocol.conversation;

import io.drawbridge.protocol.WireName;

/** What a person may do in a conversation. */
public enum ConversationRole implements WireName {
  /** Manages the conversation and who is in it. */
  ADMIN,
  /** Takes part. */
  MEMBER
}
