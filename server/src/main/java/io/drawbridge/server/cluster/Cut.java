package io.drawbridge.server.cluster;

import io.drawbridge.protocol.conversation.EndReason;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.ConversationId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The people whom a narrowing change concerns on this node, and what they lost.
 *
 * @param at when it was committed
 * @param people everybody whose links it touched: all they have queued is judged again
 * @param lost the conversations that somebody sees no longer, of which they get a notice
 * @param watched the conversations whose last position the receipt names, by person
 */
public record Cut(
    Instant at,
    Set<AccountId> people,
    Map<AccountId, List<Lost>> lost,
    Map<AccountId, Set<ConversationId>> watched) {

  public Cut {
    people = Set.copyOf(people);
    lost = Map.copyOf(lost);
    watched = Map.copyOf(watched);
  }

  public record Lost(ConversationId conversation, EndReason reason) {}
}
