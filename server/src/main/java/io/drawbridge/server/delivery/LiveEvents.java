package io.drawbridge.server.delivery;

import io.drawbridge.protocol.id.ConversationId;
import io.drawbridge.server.access.ConversationFacts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Splits what a transaction committed into its conversations' chains. */
final class LiveEvents implements Deliveries {
  private final Chains chains;

  LiveEvents(Chains chains) {
    this.chains = chains;
  }

  @Override
  public void committed(List<LogEntry> entries) {
    if (entries.size() == 1) {
      chains.accept(entries.getFirst().conversation(), entries);
      return;
    }
    Map<ConversationId, List<LogEntry>> byConversation = new LinkedHashMap<>();
    for (LogEntry entry : entries) {
      byConversation
          .computeIfAbsent(entry.conversation().conversation(), _ -> new ArrayList<>())
          .add(entry);
    }
    byConversation.values().forEach(each -> chains.accept(each.getFirst().conversation(), each));
  }

  @Override
  public void suspect(ConversationFacts conversation) {
    chains.suspect(conversation);
  }
}
