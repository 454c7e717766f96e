package io.drawbridge.protocol.notify;

import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.people.Person;
import java.time.Instant;
import java.util.Optional;

/**
 * One thing of which the reader is told.
 *
 * @param conversation where
 * @param name the name of the conversation, empty for a DM
 * @param pos the position of the event
 * @param message the position of the message it is about
 * @param cause why the reader is told
 * @param author who wrote or did it
 * @param preview the first 160 characters of the message
 * @param at when the reader was told
 * @param read the reader has read the conversation up to there
 * @param heldUntil the end of the quiet hours in which it came
 */
public record NoticeView(
    ConversationId conversation,
    String name,
    long pos,
    Optional<Long> message,
    NoticeCause cause,
    Person author,
    Optional<String> preview,
    Instant at,
    boolean read,
    Optional<Instant> heldUntil) {}
