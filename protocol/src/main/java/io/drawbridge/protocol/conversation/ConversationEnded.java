package io.drawbridge.protocol.conversation;

import io.drawbridge.protocol.id.ConversationId;
import java.time.Instant;

/**
 * A conversation that the reader lost while away.
 *
 * @param conversation which
 * @param at when access ended
 * @param reason why
 */
public record ConversationEnded(ConversationId conversation, Instant at, EndReason reason) {}
