package io.drawbridge.protocol.forward;

import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.text.Check;

/**
 * Where a message stands, which is its name.
 *
 * @param conversation where
 * @param pos its position
 */
public record MessagePlace(ConversationId conversation, long pos) {
  /** Checks the fields. */
  public MessagePlace {
    Check.pos("pos", pos);
  }
}
