package io.drawbridge.protocol.conversation;

import io.drawbridge.protocol.WireName;

/** Whether a conversation still takes messages. */
public enum ConversationState implements WireName {
  /** People may write. */
  OPEN,
  /** People may read; nobody writes until it is reopened. */
  CLOSED
}
