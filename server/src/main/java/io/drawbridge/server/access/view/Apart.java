package io.drawbridge.server.access.view;

import io.drawbridge.protocol.id.ConversationId;
import java.util.Set;

/**
 * The conversations of a domain in which externals do not see each other (N-15), by the policies in
 * force at one epoch.
 *
 * @param everywhere by the workspace's own policy
 * @param conversations by their own policy, or that of a group that a thread is addressed to
 */
public record Apart(boolean everywhere, Set<ConversationId> conversations) {
  /** Nobody is kept apart. */
  public static final Apart NOWHERE = new Apart(false, Set.of());

  /** Returns whether they do not see each other there. */
  public boolean in(ConversationId conversation) {
    return everywhere || conversations.contains(conversation);
  }

  boolean nowhere() {
    return !everywhere && conversations.isEmpty();
  }
}
