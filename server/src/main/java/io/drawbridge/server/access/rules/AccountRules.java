package io.drawbridge.server.access.rules;

import io.drawbridge.protocol.people.WorkspaceRole;
import java.util.Collection;
import java.util.function.BooleanSupplier;

/** The part of the rule table that is about accounts, no matter of which workspace. Pure. */
public final class AccountRules {
  private AccountRules() {}

  /** Decides whether somebody with these seats may make a workspace: who manages one already. */
  public static Decision createWorkspace(Collection<WorkspaceRole> seats) {
    return AccessRules.allowIf(
        seats.stream().anyMatch(role -> role != WorkspaceRole.MEMBER), Why.NO_FOUNDER);
  }

  /**
   * Decides whether somebody leaves a workspace: members, and externals who are in some of its
   * conversations. A bot is ended by those who run it.
   *
   * @param guest whether something in it is theirs, asked where they have no seat
   */
  public static Decision leaveWorkspace(WorkspaceStanding who, BooleanSupplier guest) {
    if (who.suspended() || (who.seat().isEmpty() && !guest.getAsBoolean())) {
      return Decision.NOT_FOUND;
    }
    return AccessRules.allowIf(!who.bot(), Why.BOT_LEAVES);
  }

  /** Decides whether an account has a password: bots sign in with a token. */
  public static Decision setPassword(boolean bot) {
    return AccessRules.allowIf(!bot, Why.BOT_PASSWORD);
  }

  /**
   * Decides whether somebody who names no password does what only the owner of an account may, such
   * as to set a first one: in a session that came of a mailed link just now.
   */
  public static Decision actAsOwner(boolean proved) {
    return AccessRules.allowIf(proved, Why.UNPROVED_MAILBOX);
  }

  /** Decides whether an account erases itself: a bot is ended by those who run it. */
  public static Decision erase(boolean bot) {
    return AccessRules.allowIf(!bot, Why.BOT_ERASED);
  }

  /** Decides whether somebody accepts by a mailed link: only the owner of its address does. */
  public static Decision acceptByLink(boolean ownAddress) {
    return AccessRules.allowIf(ownAddress, Why.OTHER_MAILBOX);
  }
}
