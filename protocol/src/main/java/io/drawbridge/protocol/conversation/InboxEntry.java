package io.drawbridge.protocol.conversation;

import java.time.Instant;
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
 * @param important a direct message, or one that the reader follows, started, wrote in, or is
 *     mentioned in
 * @param archived the reader archived it, and nothing new is in it since
 * @param remindAt when the reader wants to be reminded of it
 * @param reminded a reminder came, and the conversation was not archived since
 */
public record InboxEntry(
    ConversationView conversation,
    Optional<String> preview,
    long head,
    boolean unread,
    int unreadCount,
    int mentions,
    long readPos,
    boolean followed,
    boolean important,
    boolean archived,
    Optional<Instant> remindAt,
    boolean reminded) {

  /** An entry that nobody archived or wants to be reminded of. */
  public InboxEntry(
      ConversationView conversation,
      Optional<String> preview,
      long head,
      boolean unread,
      int unreadCount,
      int mentions,
      long readPos,
      boolean followed) {
    this(
        conversation,
        preview,
        head,
        unread,
        unreadCount,
        mentions,
        readPos,
        followed,
        followed,
        false,
        Optional.empty(),
        false);
  }
}
