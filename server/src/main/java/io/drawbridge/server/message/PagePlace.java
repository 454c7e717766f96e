package io.drawbridge.server.message;

import io.drawbridge.protocol.ProtocolException;
import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.failure.Failure;

/**
 * A place in a list over many conversations, where a page ends: {@code key} descending, then the
 * conversation's number. The store that makes the list gives it a key that says nothing of what its
 * reader does not see.
 */
public record PagePlace(long key, long conversation) {
  public static final PagePlace BEGIN = new PagePlace(Long.MAX_VALUE, Long.MAX_VALUE);

  private static final int RADIX = 36;

  /** The place of a message in a list by positions. */
  public static PagePlace of(MessageRow row) {
    return new PagePlace(row.pos(), row.conversation().value());
  }

  /** The place as clients see it. */
  public String text() {
    return Long.toString(key, RADIX) + "." + new ConversationId(conversation);
  }

  /**
   * Reads what {@link #text} wrote.
   *
   * @throws Failure {@code invalid} if it is none
   */
  public static PagePlace parse(String text) {
    int dot = text.indexOf('.');
    try {
      if (dot > 0) {
        long key = Long.parseLong(text, 0, dot, RADIX);
        return new PagePlace(key, ConversationId.parse(text.substring(dot + 1)).value());
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
