package io.drawbridge.server.inbox;

import io.drawbridge.protocol.ProtocolException;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.failure.Failure;

/**
 * A place in the order of an inbox: {@code key} descending, then the conversation's number. The key
 * of an entry is its head or the moment its reader came to it, whichever is later, so that it says
 * nothing of what happened before.
 */
record InboxPlace(long key, long conversation) {
  static final InboxPlace BEGIN = new InboxPlace(Long.MAX_VALUE, Long.MAX_VALUE);

  private static final int RADIX = 36;

  /** The place as clients see it. */
  String text() {
    return Long.toString(key, RADIX) + "." + new ConversationId(conversation);
  }

  /**
   * Reads what {@link #text} wrote.
   *
   * @throws Failure {@code invalid} if it is none
   */
  static InboxPlace parse(String text) {
    int dot = text.indexOf('.');
    try {
      if (dot > 0) {
        long key = Long.parseLong(text, 0, dot, RADIX);
        return new InboxPlace(key, ConversationId.parse(text.substring(dot + 1)).value());
      }
    } catch (NumberFormatException | ProtocolException foreign) {
      throw refused();
    }
    throw refused();
  }

  private static Failure refused() {
    return Failure.invalid("after: not from this server (expected: the next of the page before)");
  }
}
