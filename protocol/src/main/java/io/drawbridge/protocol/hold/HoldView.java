package io.drawbridge.protocol.hold;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.id.HoldId;
import java.time.Instant;
import java.util.Optional;

/**
 * A legal hold that stands.
 *
 * @param id which hold
 * @param conversation on which conversation
 * @param person on what which person writes
 * @param reason why, in the words of who placed it
 * @param by who placed it
 * @param at when
 */
public record HoldView(
    HoldId id,
    Optional<ConversationId> conversation,
    Optional<AccountId> person,
    String reason,
    AccountId by,
    Instant at) {}
