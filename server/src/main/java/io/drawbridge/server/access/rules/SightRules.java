package io.drawbridge.server.access.rules;

import io.drawbridge.protocol.policy.ExternalMentions;

/**
 * The part of {@link AccessRules} about externals who do not see each other (N-15): where that is
 * so, and what they may not do there because another would find it; and about previews of links.
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

  /** Returns whether pages to which messages link are read and shown there. */
  public static boolean previews(ConversationFacts what) {
    return what.policies().linkPreviews();
  }

  /** Returns whether they are also for what externals write, and where externals are in. */
  public static boolean previewsOutside(ConversationFacts what) {
    return what.policies().linkPreviewsExternal();
  }

  /** Returns whether externals pin: a pin tells nobody whose it is, so not beside one unseen. */
  static boolean pins(ConversationFacts what) {
    return what.dm() && !apart(what);
  }
}
