package io.drawbridge.server.access.rules;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.policy.ExternalMentions;

/**
 * The part of {@link AccessRules} about externals who do not see each other (N-15): where they are
 * kept apart, members see all, and an external sees members and themself. It goes by who somebody
 * is now: what a guest wrote shows to all once they are a member, and what a member wrote shows to
 * members alone once they are none. Pure.
 */
public final class SightRules {
  private SightRules() {}

  /** Returns whether externals do not see each other in the conversation. */
  public static boolean apart(ConversationFacts what) {
    return !what.policies().externalsSeeExternals();
  }

  /**
   * Returns whether one person may see another in a conversation, and what the other does there.
   *
   * @param apart externals do not see each other there
   * @param member the reader has a seat in its home
   * @param otherMember the other has one
   */
  public static boolean sees(
      boolean apart, AccountId reader, boolean member, AccountId other, boolean otherMember) {
    return !apart || member || otherMember || reader.equals(other);
  }

  /**
   * Returns whether one person may see all who are in a conversation, or ever come.
   *
   * @param apart externals do not see each other there
   * @param member the reader has a seat in its home
   */
  public static boolean seesAll(boolean apart, boolean member) {
    return !apart || member;
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
