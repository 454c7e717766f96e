package io.drawbridge.server.delivery.fanout;

import io.drawbridge.protocol.frame.Event;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.server.access.egress.Tag;
import java.util.Collection;
import java.util.Set;

/**
 * Sends what has no position: presence, typing, markers, notices. Unlogged, dropped first.
 * Thread-safe.
 */
public interface Signals {
  /** Sends to every connected session of the accounts, through the egress gate with this tag. */
  void send(Collection<AccountId> to, Tag tag, Event event);

  /** Sends to the sessions that have the conversation of the tag open (receipts). */
  default void sendToOpen(Tag.Conversation tag, Event event) {
    sendToOpen(tag, event, Set.of());
  }

  /** Does the same, but for these people's sessions (typing). */
  void sendToOpen(Tag.Conversation tag, Event event, Set<AccountId> except);

  /**
   * Does the same for an event that names a position: only to those whose floor lies below it
   * (receipts).
   */
  void sendToOpen(Tag.Content tag, Event event);
}
