package io.drawbridge.client.stream;

import io.drawbridge.protocol.conversation.Message;
import io.drawbridge.protocol.frame.LogEvent;
import io.drawbridge.protocol.id.ConversationId;
import java.util.List;

/**
 * Keeps what the client knows of conversations, and gives it up the moment the server says so: a
 * purge runs before any handler of the application hears that the access has ended.
 *
 * <p>Called in the order in which frames arrive, one call at a time, on a thread of the client that
 * answers wait for: implementations are quick and do not throw.
 */
public interface LocalStore {

  /** Takes an event that was not there before. */
  void happened(LogEvent event);

  /** Takes a page of history. */
  void loaded(ConversationId conversation, List<Message> messages);

  /** Forgets the conversation: nothing of it may be kept. */
  void purge(ConversationId conversation);

  /** Forgets everything: the server cannot say what has changed. */
  void purgeAll();
}
