package io.drawbridge.server.delivery.fanout;

import io.drawbridge.server.access.rules.ConversationFacts;
import io.drawbridge.server.delivery.log.LogEntry;
import java.util.List;

/**
 * Takes what the lanes have committed. Thread-safe; does not block on the database. What fails here
 * is logged and costs nobody an answer.
 */
public interface Deliveries {
  /** Takes the events of one committed transaction, each conversation's in ascending order. */
  void committed(List<LogEntry> entries);

  /**
   * Makes the fan-out read the conversation from the database: something may be committed that
   * nobody handed over, because the outcome of a commit was unknown.
   */
  void suspect(ConversationFacts conversation);
}
