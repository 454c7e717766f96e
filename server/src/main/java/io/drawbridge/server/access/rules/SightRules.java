package io.drawbridge.server.access.rules;

import io.drawbridge.protocol.policy.ExternalMentions;
import io.drawbridge.protocol.policy.ForwardToExternals;

/**
 * The part of {@link AccessRules} about externals who do not see each other (N-15): where that is
 * so, and what they may not do there because another would find it; about previews of links, and
 * about what is passed on.
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

  /** How messages are passed on to where externals read: by the stricter of both places. */
  public static ForwardToExternals passingOn(ConversationFacts from, ConversationFacts to) {
    ForwardToExternals one = from.policies().forwardToExternals();
    ForwardToExternals other = to.policies().forwardToExternals();
    return one.compareTo(other) < 0 ? one : other;
  }

  /**
   * Decides whether a message is passed on.
   *
   * @param outside somebody from outside reads it there, or is from outside where it stands
   * @param asked its author is told who comes there, and did not say that they know
   */
  public static Decision passOn(ForwardToExternals policy, boolean outside, boolean asked) {
    if (!outside) {
      return Decision.ALLOWED;
    }
    return switch (policy) {
      case REFUSED -> Why.NOT_OUTSIDE;
      case CONFIRM -> asked ? Why.ASKS_AUDIENCE : Decision.ALLOWED;
      case ALLOWED -> Decision.ALLOWED;
    };
  }

  /** Returns whether externals pin: a pin tells nobody whose it is, so not beside one unseen. */
  static boolean pins(ConversationFacts what) {
    return what.dm() && !apart(what);
  }
}
