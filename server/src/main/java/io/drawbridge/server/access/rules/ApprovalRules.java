package io.drawbridge.server.access.rules;

import io.drawbridge.protocol.policy.ExternalApproval;
import io.drawbridge.server.access.rules.AccessRules.Recipient;
import io.drawbridge.server.access.rules.Decision.Allowed;
import java.util.List;
import java.util.Optional;

/**
 * The part of {@link AccessRules} about externals who come in only once somebody approves it
 * (G-26). Who may approve brings in without being asked, as does whom the workspace names (HCL-5).
 * A thread waits where one of its groups would.
 */
public final class ApprovalRules {
  private ApprovalRules() {}

  /** Returns whether anybody has to approve anything there. */
  public static boolean asks(ConversationFacts what) {
    return what.policies().externalApproval() != ExternalApproval.OFF;
  }

  /**
   * Decides whether an external whom somebody may bring in comes at once, or waits for approval.
   *
   * @param recipients the groups that a thread is addressed to
   */
  public static Decision enter(
      Standing who, ConversationFacts what, List<Recipient> recipients, Optional<String> domain) {
    boolean approved = domain.filter(what.policies().mailDomainsApproved()::contains).isPresent();
    return AccessRules.allowIf(approved || !waits(who, what, recipients), Why.NEEDS_APPROVAL);
  }

  static boolean waits(Standing who, ConversationFacts what, List<Recipient> recipients) {
    return waits(who, what) || recipients.stream().anyMatch(it -> waits(it.who(), it.group()));
  }

  /** Returns whether those wait whom this person brings in. */
  static boolean waits(Standing who, ConversationFacts what) {
    return switch (what.policies().externalApproval()) {
      case OFF -> false;
      case CONVERSATION_ADMINS -> !who.invitesAsAdmin() && !AccessRules.manages(who, what);
      case ADMINS -> !who.invitesAsAdmin();
    };
  }

  /** Decides whether somebody who does not run the workspace approves what others bring in. */
  static Decision approve(ConversationFacts what, boolean manager) {
    boolean left = what.policies().externalApproval() != ExternalApproval.ADMINS;
    return AccessRules.allowIf(manager && left, Why.NOT_WORKSPACE_ADMIN);
  }

  /** Decides whether they do so past the groups of a thread, each of which they must manage. */
  static Decision approve(Standing who, List<Recipient> recipients) {
    boolean all =
        recipients.stream()
            .map(it -> AccessRules.decide(it.who(), it.group(), Action.Manage.APPROVE_EXTERNAL))
            .allMatch(Allowed.class::isInstance);
    return AccessRules.allowIf(
        all || AccessRules.runsWorkspace(who.seat()), Why.NOT_WORKSPACE_ADMIN);
  }
}
