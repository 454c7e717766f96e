package io.drawbridge.protocol.ledger;

import io.drawbridge.protocol.conversation.ConversationKind;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import java.time.Instant;
import java.util.Optional;

/**
 * The message that a ledger is about, without its text.
 *
 * @param conversation where it stands
 * @param kind group, thread or DM
 * @param name the conversation's name, if it is an open or private group or the reader is in it
 * @param pos its position
 * @param author who wrote it
 * @param sentAt when
 * @param deleted its text is gone; what follows is who could see that it was there
 */
public record LedgerMessage(
    ConversationId conversation,
    ConversationKind kind,
    Optional<String> name,
    long pos,
    AccountId author,
    Instant sentAt,
    boolean deleted) {}
