package io.drawbridge.server.access.rules;

import io.drawbridge.protocol.policy.ExternalMentions;

/**
 * The part of {@link AccessRules} about externals who do not see each other (N-15): where that is
 * so, and what they may not do there because another would find it.
 */
public final class SightRules {
  private SightRules() {}

  /** Returns whether externals do not see each other in the conversation. */
  public static boolean apart(ConversationFacts what) {
    return !what.policies().externalsSeeExternals();
  }

  /**
   * Returns whether externals mention those whom they do not see (D4). It is a question only where
   * they do not see all.
   */
  public static boolean mentionsUnseen(ConversationFacts what) {
    return what.policies().externalMentions() == ExternalMentions.ALL_OF_CONVERSATION;
  }

  /** Returns whether externals pin: a pin tells nobody whose it is, so not beside one unseen. */
  static boolean pins(ConversationFacts what) {
    return what.dm() && !apart(what);
  }
}
