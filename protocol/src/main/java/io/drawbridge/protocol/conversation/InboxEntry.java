package io.drawbridge.protocol.conversation;

import java.util.Optional;

/**
 * One conversation in the inbox of the reader.
 *
 * @param conversation which
 * @param preview the beginning of the newest message, or the name of its first file
 * @param head the newest position the reader may see
 * @param unread something after the read mark
 * @param unreadCount 0 to 99; 100 means more than 99
 * @param mentions unread messages that mention the reader
 * @param readPos the read mark
 * @param followed is followed
 */
public record InboxEntry(
    ConversationView conversation,
    Optional<String> preview,
    long head,
    boolean unread,
    int unreadCount,
    int mentions,
    long readPos,
    boolean followed) {}
