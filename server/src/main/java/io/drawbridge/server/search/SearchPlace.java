package io.drawbridge.server.search;

import io.drawbridge.protocol.ProtocolException;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.failure.Failure;
import io.drawbridge.server.message.MessageRow;

/** A place in the order of all messages: position descending, then the conversation's number. */
record SearchPlace(long pos, long conversation) {
  static final SearchPlace BEGIN = new SearchPlace(Long.MAX_VALUE, Long.MAX_VALUE);

  private static final int RADIX = 36;

  static SearchPlace of(MessageRow row) {
    return new SearchPlace(row.pos(), row.conversation().value());
  }

  /** The place as clients see it. */
  String text() {
    return Long.toString(pos, RADIX) + "." + new ConversationId(conversation);
  }

  /**
   * Reads what {@link #text} wrote.
   *
   * @throws Failure {@code invalid} if it is none
   */
  static SearchPlace parse(String text) {
    int dot = text.indexOf('.');
    try {
      if (dot > 0) {
        long pos = Long.parseLong(text, 0, dot, RADIX);
        return new SearchPlace(pos, ConversationId.parse(text.substring(dot + 1)).value());
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
