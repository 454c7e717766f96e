package io.drawbridge.server.access.link;

import io.drawbridge.protocol.id.AccountId;

/**
 * Tells who sees whom in a conversation, beside the floor: where externals are kept apart (N-15),
 * members see all, and an external sees members and themself. It goes by who somebody is now: what
 * a guest wrote shows to all once they are a member, and what a member wrote shows to members alone
 * once they are none. Pure; the SQL function {@code sees_person} computes the same.
 */
public final class Sight {
  private Sight() {}

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
}
