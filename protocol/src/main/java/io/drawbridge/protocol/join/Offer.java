package io.drawbridge.protocol.join;

import io.drawbridge.protocol.conversation.ConversationKind;
import java.time.Instant;
import java.util.Optional;

/**
 * The terms on which a mailed invitation lets somebody in, as far as the mail may tell them.
 *
 * @param kind what kind of conversation it leads to
 * @param name how the inviter calls the person
 * @param until when their access would end by itself
 * @param showsFrom they would see what was sent after this; absent if they would see everything
 * @param expiresAt until when the link works
 */
public record Offer(
    ConversationKind kind,
    Optional<String> name,
    Optional<Instant> until,
    Optional<Instant> showsFrom,
    Instant expiresAt) {}
