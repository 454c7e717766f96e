package io.drawbridge.server.delivery.fanout;

import io.drawbridge.server.access.rules.ConversationFacts;
import io.drawbridge.server.delivery.log.LogEntry;
import java.util.List;

/**
 * Takes what the lanes have committed. Thread-safe; does not block on the database. What fails here
 * is logged and costs nobody an answer.
 */
public interface Deliveries {
  /** Events of one committed transaction, each conversation's in ascending order. */
  void committed(List<LogEntry> entries);

  /**
   * Something of the conversation may be committed that nobody handed over (the outcome of a commit
   * was unknown): read it from the database.
   */
  void suspect(ConversationFacts conversation);
}
