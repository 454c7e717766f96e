package io.drawbridge.protocol.conversation;

import io.drawbridge.protocol.WireName;

/** The state of a conversation: whether it still takes messages. */
public enum ConversationState implements WireName {
  /** People may write. */
  OPEN,
  /** People may read; nobody writes until it is reopened. */
  CLOSED,
  /** The same, and it stands in no list but that of what is archived. */
  ARCHIVED
}
