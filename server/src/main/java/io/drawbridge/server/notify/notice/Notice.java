package io.drawbridge.server.notify.notice;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.notify.NoticeCause;
import io.drawbridge.server.access.link.DomainId;
import java.time.Instant;
import java.util.Optional;

/**
 * One thing of which a person is told: the decision that an event means something to them. It holds
 * no content and gives no right: who shows or sends anything of it asks for the person's right at
 * that moment, as a removal withdraws it without a word.
 *
 * @param account whom it is for
 * @param pos the position of the event; reading the conversation up to there settles the notice
 * @param message the position of the message it is about; empty if it is about none
 * @param author who wrote or did it
 * @param at when it was decided
 * @param heldUntil until when nothing should ring: the person's quiet hours; empty if it may at
 *     once
 */
public record Notice(
    AccountId account,
    DomainId domain,
    ConversationId conversation,
    long pos,
    Optional<Long> message,
    NoticeCause reason,
    AccountId author,
    Instant at,
    Optional<Instant> heldUntil) {}
