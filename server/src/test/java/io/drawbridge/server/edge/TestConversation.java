package io.drawbridge.server.edge;

import io.drawbridge.protocol.id.ConversationId;

/** A conversation for commands that name one. */
final class TestConversation {
  static final ConversationId ID = new ConversationId(77);

  private TestConversation() {}
}
