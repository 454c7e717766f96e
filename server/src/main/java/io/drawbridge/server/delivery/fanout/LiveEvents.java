package io.drawbridge.server.delivery.fanout;

import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.rules.ConversationFacts;
import io.drawbridge.server.delivery.log.LogEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Splits what a transaction committed into its conversations' chains. */
public final class LiveEvents implements Deliveries {
  private static final Logger LOG = LoggerFactory.getLogger(LiveEvents.class);

  private final Chains chains;

  public LiveEvents(Chains chains) {
    this.chains = chains;
  }

  @Override
  public void committed(List<LogEntry> entries) {
    if (entries.size() == 1) {
      accept(entries);
      return;
    }
    Map<ConversationId, List<LogEntry>> byConversation = new LinkedHashMap<>();
    for (LogEntry entry : entries) {
      byConversation.computeIfAbsent(entry.conversation().id(), _ -> new ArrayList<>()).add(entry);
    }
    byConversation.values().forEach(this::accept);
  }

  private void accept(List<LogEntry> entries) {
    ConversationFacts conversation = entries.getFirst().conversation();
    try {
      chains.accept(conversation, entries);
    } catch (RuntimeException bug) {
      // The events are safe in the database; whether more of the conversation is there is looked
      // up.
      LOG.error("fan-out in {} failed", conversation.id(), bug);
      suspect(conversation);
    }
  }

  @Override
  public void suspect(ConversationFacts conversation) {
    try {
      chains.suspect(conversation);
    } catch (RuntimeException bug) {
      LOG.error("reading {} again failed", conversation.id(), bug);
    }
  }
}
