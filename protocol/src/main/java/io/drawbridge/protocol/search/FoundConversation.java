package io.drawbridge.protocol.search;

import io.drawbridge.protocol.conversation.ConversationKind;
import io.drawbridge.protocol.id.ConversationId;

/**
 * A conversation whose name a search found.
 *
 * @param conversation which
 * @param kind a group or a thread
 * @param name its name
 */
public record FoundConversation(ConversationId conversation, ConversationKind kind, String name) {}
