package io.drawbridge.protocol.conversation;

import io.drawbridge.protocol.id.AccountId;

/**
 * The position that a person has reached in a conversation.
 *
 * @param person who
 * @param delivered up to where a device has it
 * @param read up to where it was read
 */
public record Watermark(AccountId person, long delivered, long read) {}
