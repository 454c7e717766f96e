package io.drawbridge.protocol.writing;

import io.drawbridge.protocol.id.ConversationId;
import java.time.Instant;
import java.util.Optional;

/**
 * Something that a person has begun to write in a conversation. It is theirs alone.
 *
 * @param conversation where
 * @param text Markdown source
 * @param quote the position of the message it answers, while they see it
 * @param savedAt when it was saved last
 */
public record DraftView(
    ConversationId conversation, String text, Optional<Long> quote, Instant savedAt) {}
