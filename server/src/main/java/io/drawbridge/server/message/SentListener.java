package io.drawbridge.server.message;

import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.Caller;

/** Hears, after the commit, of messages that took the draft of their conversation with them. */
public interface SentListener {
  /** Called on a virtual thread; may block. */
  void discarded(Caller author, ConversationId conversation);
}
