package io.drawbridge.protocol.conversation;

import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.text.Check;

/**
 * The position that a client has reached in a conversation.
 *
 * @param conversation which
 * @param pos the last position it has, 0 to 2^53-1
 */
public record Cursor(ConversationId conversation, long pos) {

  /** Checks the position. */
  public Cursor {
    Check.pos("pos", pos);
  }
}
