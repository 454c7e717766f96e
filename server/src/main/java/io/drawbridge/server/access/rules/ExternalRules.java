package io.drawbridge.server.access.rules;

import io.drawbridge.protocol.policy.ExternalDm;
import io.drawbridge.protocol.policy.ExternalMentions;
import io.drawbridge.protocol.policy.PolicyKey;
import io.drawbridge.server.access.rules.Decision.Allowed;

/**
 * The part of {@link AccessRules} that the policies about externals decide (D1, D4, D7, D9, TS-15).
 * Each answer is allowed, or why the policy forbids it; what else an action takes is asked beside
 * it.
 */
public final class ExternalRules {
  private ExternalRules() {}

  /**
   * Decides whether the policies let a member bring externals in.
   *
   * @param manager they are in charge: of the conversation, or, in a DM, of its workspace
   */
  static Decision invite(Policies policies, boolean manager, boolean runsWorkspace) {
    if (!policies.externalsEnabled()) {
      return Why.NOBODY_OUTSIDE;
    }
    return switch (policies.externalInvite()) {
      case OFF -> Why.NOBODY_OUTSIDE;
      case ADMINS -> runsWorkspace ? Decision.ALLOWED : Why.NOT_WORKSPACE_ADMIN;
      case CONVERSATION_ADMINS -> manager ? Decision.ALLOWED : Why.NOT_MANAGER;
      case MEMBERS -> Decision.ALLOWED;
    };
  }

  /** The same for a DM, which has no manager. */
  static Decision inviteToDm(Policies policies, boolean runsWorkspace) {
    Decision invite = invite(policies, runsWorkspace, runsWorkspace);
    boolean none = policies.externalDm() == ExternalDm.NONE;
    return invite instanceof Allowed && none ? Why.NOBODY_OUTSIDE : invite;
  }

  /** Returns whether externals mention those who are in the conversation (D4). */
  static boolean mention(Policies policies) {
    return policies.externalMentions() != ExternalMentions.NONE;
  }

  /** Returns whether externals start threads in the groups they are in. */
  static boolean startThreads(Policies policies) {
    return policies.externalsEnabled() && policies.externalStartThread();
  }

  /** Returns whether externals open DMs with those with whom they share a conversation. */
  static boolean startDms(Policies policies) {
    return policies.externalsEnabled() && policies.externalDm() == ExternalDm.CO_PARTICIPANTS;
  }

  /** Returns whether externals are told what is in force: where it is about what they may do. */
  public static boolean shows(PolicyKey key) {
    return switch (key) {
      case EXTERNAL_MENTIONS, EXTERNAL_DM, DM_SURVIVES_SCOPE, EXTERNAL_START_THREAD -> true;
      case EXTERNALS_ENABLED,
          EXTERNAL_INVITE,
          MEMBER_HISTORY_ON_ADD,
          EXTERNAL_HISTORY_ON_ADD,
          MEMBER_INVITE ->
          false;
    };
  }
}
