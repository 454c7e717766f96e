package io.drawbridge.server.delivery.fanout;

import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.rules.ConversationFacts;
import io.drawbridge.server.delivery.log.LogEntry;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Tells others of the conversations in which something was said that may mean something to people
 * who are not there, and hands everything on. Thread-safe.
 */
public final class HeardEvents implements Deliveries {
  private final Deliveries next;
  private final List<Consumer<ConversationId>> listeners = new CopyOnWriteArrayList<>();

  public HeardEvents(Deliveries next) {
    this.next = next;
  }

  /** Adds somebody who hears of it; returns at once, and throws nothing. */
  public void add(Consumer<ConversationId> listener) {
    listeners.add(listener);
  }

  @Override
  public void committed(List<LogEntry> entries) {
    next.committed(entries);
    for (LogEntry entry : entries) {
      if (entry.content().kind().heard()) {
        tell(entry.conversation());
      }
    }
  }

  @Override
  public void suspect(ConversationFacts conversation) {
    next.suspect(conversation);
    tell(conversation);
  }

  private void tell(ConversationFacts conversation) {
    listeners.forEach(listener -> listener.accept(conversation.id()));
  }
}
