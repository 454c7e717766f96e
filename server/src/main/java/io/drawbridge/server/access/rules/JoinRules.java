package io.drawbridge.server.access.rules;

import io.drawbridge.server.access.rules.AccessRules.Recipient;
import io.drawbridge.server.access.rules.Decision.Allowed;
import java.util.List;

/**
 * The part of {@link AccessRules} about people who come by join links and requests (G-6, HAP-1).
 * Nobody opens by them what they could not open by adding somebody, without anybody's approval;
 * without an answer to each application that takes somebody in charge.
 */
public final class JoinRules {
  private JoinRules() {}

  /** Decides an action where a thread's groups are asked too, if it brings an external in. */
  public static Decision decide(
      Standing who, ConversationFacts what, Action action, List<Recipient> recipients) {
    if (action == Action.Invite.ADD_EXTERNAL) {
      return AccessRules.bringExternal(who, what, recipients);
    }
    Decision own = AccessRules.decide(who, what, action);
    if (action == Action.Manage.APPROVE_EXTERNAL && own instanceof Allowed) {
      return ApprovalRules.approve(who, recipients);
    }
    if (letsIn(action) && own instanceof Allowed && ApprovalRules.waits(who, what, recipients)) {
      return Why.NEEDS_APPROVAL;
    }
    boolean shares = action.bringsExternals() && own instanceof Allowed;
    return shares ? AccessRules.shareWithExternals(recipients) : own;
  }

  /**
   * Decides whether somebody suggests a person from outside: members may, externals if the policies
   * let them (D2). It opens nothing.
   */
  static Decision suggest(ConversationFacts what, boolean external) {
    Decision policy =
        external && !what.dm() ? ExternalRules.suggest(what.policies()) : Decision.ALLOWED;
    return policy instanceof Allowed ? AccessRules.fixedOr(what, AccessRules.ifOpen(what)) : policy;
  }

  /** Returns whether nobody is asked after it. */
  private static boolean letsIn(Action action) {
    return action == Action.Invite.OFFER_ENTRY || action == Action.Invite.APPROVE_JOIN;
  }

  static Decision decide(Standing who, ConversationFacts what, Action action, boolean manager) {
    boolean alone = action == Action.Invite.OFFER_REQUESTS;
    if (!manager && !alone) {
      return AccessRules.fixedOr(what, Why.NOT_MANAGER);
    }
    if (letsIn(action) && ApprovalRules.waits(who, what)) {
      return Why.NEEDS_APPROVAL;
    }
    Decision add = AccessRules.addExternal(who, what, manager);
    return add instanceof Allowed && action != Action.Invite.APPROVE_JOIN
        ? ExternalRules.joinByLink(what.policies(), !alone)
        : add;
  }
}
