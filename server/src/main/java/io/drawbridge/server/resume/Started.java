package io.drawbridge.server.resume;

import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.session.Session;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The conversations a session gets in full from its start, while they are held: until it has
 * resumed from its cursors, or let a moment pass without. An attachment of the session; on the loop
 * only.
 */
final class Started {
  /** The head each had when it was being held. */
  private final Map<ConversationId, Long> held = new LinkedHashMap<>();

  static Started of(Session session) {
    return session
        .attachments()
        .get(Started.class)
        .orElseGet(() -> {
          Started fresh = new Started();
          session.attachments().put(Started.class, fresh);
          return fresh;
        });
  }

  void add(Map<ConversationId, Long> heads) {
    held.putAll(heads);
  }

  /** Gives up these conversations: another command holds and releases them. */
  void taken(Session session, Collection<ConversationId> conversations) {
    for (ConversationId conversation : conversations) {
      if (held.remove(conversation) != null) {
        session.interests().giveUp(conversation);
      }
    }
  }

  /** Sends what was held of one, if it is still held here, and all that follows. */
  void release(Session session, ConversationId conversation) {
    @Nullable Long head = held.remove(conversation);
    if (head != null) {
      session.interests().release(conversation, List.of(), head);
    }
  }

  /** Does the same for all. */
  void release(Session session) {
    List.copyOf(held.keySet()).forEach(conversation -> release(session, conversation));
  }
}
