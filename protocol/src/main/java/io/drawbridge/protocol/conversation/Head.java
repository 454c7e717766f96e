package io.drawbridge.protocol.conversation;

import io.drawbridge.protocol.id.ConversationId;

/**
 * The newest position of a conversation.
 *
 * @param conversation which
 * @param head the newest position the reader may see
 * @param mentioned something unread mentions the reader
 */
public record Head(ConversationId conversation, long head, boolean mentioned) {}
