package io.drawbridge.server.access.rules;

/** The part of {@link AccessRules} about who opens a DM with whom. Pure. */
public final class DmRules {
  private DmRules() {}

  /** Decides whether somebody opens a DM by address: outsiders, without a seat, do not (D2). */
  public static Decision openByAddress(boolean seated) {
    return AccessRules.allowIf(seated, Why.OUTSIDER_INVITES);
  }

  /**
   * Decides whether somebody may bring people together in a DM who share no workspace and no
   * conversation; those who do open it as members there, or by START_DM_WITHIN.
   *
   * @param acquainted as a member, they share a conversation or a workspace with each of the others
   * @param seated they are a member of some workspace, which can be the home
   */
  public static Decision bringTogether(boolean acquainted, boolean seated) {
    return AccessRules.allowIf(acquainted && seated, Why.STRANGERS);
  }
}
