package io.drawbridge.server.delivery.fanout;

import io.drawbridge.protocol.id.ConversationId;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The conversations a session's person follows: an attachment of the session, made when it starts
 * and kept up to date by {@code interest.follow}. Thread-safe.
 */
public final class Followed {
  private final Set<ConversationId> conversations = ConcurrentHashMap.newKeySet();

  public Followed(Collection<ConversationId> conversations) {
    this.conversations.addAll(conversations);
  }

  public void set(ConversationId conversation, boolean on) {
    if (on) {
      conversations.add(conversation);
    } else {
      conversations.remove(conversation);
    }
  }

  public boolean contains(ConversationId conversation) {
    return conversations.contains(conversation);
  }
}
