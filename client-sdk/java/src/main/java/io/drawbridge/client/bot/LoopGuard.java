package io.drawbridge.client.bot;

import io.drawbridge.protocol.id.ConversationId;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Ends talks of bots among themselves: counts what bots wrote in a conversation since a person did.
 * And lets each message through once, by whatever way it came. Dispatcher only.
 */
final class LoopGuard {

  private static final int CONVERSATIONS_MAX = 10_000;

  private final int botTurnsMax;
  private final Map<ConversationId, Seen> seen =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ConversationId, Seen> eldest) {
          return size() > CONVERSATIONS_MAX;
        }
      };

  /** The last message of a conversation, and how many bots wrote one after another. */
  private record Seen(long pos, int botTurns) {}

  LoopGuard(int botTurnsMax) {
    this.botTurnsMax = botTurnsMax;
  }

  /** A message was written; true if it is new and may be answered. */
  boolean allows(ConversationId conversation, long pos, boolean byBot) {
    Seen before = seen.getOrDefault(conversation, new Seen(0, 0));
    if (pos <= before.pos()) {
      return false;
    }
    int turns = byBot ? before.botTurns() + 1 : 0;
    seen.put(conversation, new Seen(pos, turns));
    return turns <= botTurnsMax;
  }
}
