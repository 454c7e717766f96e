package io.drawbridge.protocol.file;

import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.people.Person;
import java.time.Instant;

/**
 * A file with the message that carries it.
 *
 * @param conversation where
 * @param pos the position of the message
 * @param by who shared it; {@code external} says whether they are from outside
 * @param at when its present version came
 * @param externalVisible somebody from outside sees the message now, or would
 * @param file what it is
 */
public record SharedFile(
    ConversationId conversation,
    long pos,
    Person by,
    Instant at,
    boolean externalVisible,
    FileView file) {}
