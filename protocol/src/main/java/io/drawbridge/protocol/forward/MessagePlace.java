package io.drawbridge.protocol.forward;

import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.protocol.text.Check;

/**
 * Names a message by where it stands.
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
