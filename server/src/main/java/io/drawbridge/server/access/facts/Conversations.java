package io.drawbridge.server.access.facts;

import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.access.rules.ConversationFacts;
import java.util.Optional;

/**
 * Facts about conversations, cached; forgotten when they change. Not a decision: writes recheck
 * under the lock.
 */
public interface Conversations {
  Optional<ConversationFacts> facts(ConversationId conversation);

  void forget(ConversationId conversation);

  /** Forgets all of a domain: its policies have changed. */
  void forget(DomainId domain);

  /** Forgets everything. */
  void forgetAll();
}
