package io.drawbridge.protocol.conversation;

import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.text.Check;

/**
 * How far a client has got in a conversation.
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
