package io.drawbridge.protocol.hold;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import java.time.Instant;
import java.util.Optional;

/**
 * A version of a message, the options of its poll, or a file of one, that a hold keeps.
 *
 * @param conversation where it was written
 * @param pos its position there
 * @param author who wrote or shared it
 * @param state whether people still see it so
 * @param text the text of the message, the options of its poll as lines, or the note of a file;
 *     absent for a file itself
 * @param file the file; absent for a text
 * @param sentAt when the message was sent
 * @param writtenAt when this version was written, or the file was shared
 * @param takenAt when people took it away
 */
public record HeldItem(
    ConversationId conversation,
    long pos,
    AccountId author,
    HeldState state,
    Optional<String> text,
    Optional<HeldFile> file,
    Optional<Instant> sentAt,
    Optional<Instant> writtenAt,
    Optional<Instant> takenAt) {}
