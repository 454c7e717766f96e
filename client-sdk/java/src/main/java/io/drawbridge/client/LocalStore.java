package io.drawbridge.client;

import io.drawbridge.protocol.frame.LogEvent;
import io.drawbridge.protocol.frame.Message;
import io.drawbridge.protocol.id.ConversationId;
import java.util.List;

/**
 * What the client keeps of conversations, and gives up the moment the server says so: a purge runs
 * before any handler of the application hears that the access has ended.
 *
 * <p>Called in the order in which frames arrive, one call at a time, on a thread of the client that
 * answers wait for: implementations are quick and do not throw.
 */
public interface LocalStore {

  /** An event arrived that was not there before. */
  void happened(LogEvent event);

  /** A page of history arrived. */
  void loaded(ConversationId conversation, List<Message> messages);

  /** Nothing of the conversation may be kept. */
  void purge(ConversationId conversation);

  /** Nothing may be kept: the server cannot say what has changed. */
  void purgeAll();
}
