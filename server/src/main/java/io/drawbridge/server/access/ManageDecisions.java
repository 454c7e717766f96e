package io.drawbridge.server.access;

import io.drawbridge.protocol.conversation.ConversationKind;
import io.drawbridge.protocol.conversation.ConversationRole;
import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.server.access.facts.StandingStore;
import io.drawbridge.server.access.rules.AccessRules;
import io.drawbridge.server.access.rules.Action;
import io.drawbridge.server.access.rules.ConversationFacts;
import io.drawbridge.server.access.rules.Decision;
import io.drawbridge.server.access.rules.Decision.Allowed;
import io.drawbridge.server.access.rules.Decision.Refused;
import io.drawbridge.server.access.rules.Standing;
import org.jdbi.v3.core.Handle;

/** Finishes a decision on managing that depends on the links of others. */
final class ManageDecisions {
  private final StandingStore store;

  ManageDecisions(StandingStore store) {
    this.store = store;
  }

  /** Turns removing oneself into leaving. */
  static Action.Manage asked(GrantedManage permit) {
    boolean self = permit.target().equals(permit.caller().account());
    return self && permit.action() == Action.Manage.REMOVE_PERSON
        ? Action.Manage.LEAVE
        : permit.action();
  }

  /**
   * Returns whether the answer depends on links of others: those of the person to be removed, or
   * those of the people who stay when the last admin leaves.
   */
  static boolean needsLinks(GrantedManage permit, Standing standing, Decision plain) {
    return switch (asked(permit)) {
      case REMOVE_PERSON -> plain instanceof Refused;
      case LEAVE -> plain instanceof Allowed && leavesAsAdmin(permit, standing);
      default -> false;
    };
  }

  Decision byLinks(Handle handle, GrantedManage permit, Standing standing, Decision plain) {
    if (!needsLinks(permit, standing, plain)) {
      return plain;
    }
    ConversationFacts facts = permit.conversation();
    AccountId caller = permit.caller().account();
    if (asked(permit) == Action.Manage.LEAVE) {
      return AccessRules.leaveAsAdmin(store.leavesWithoutAdmin(handle, facts.id(), caller));
    }
    boolean may =
        (AccessRules.decide(standing, facts, Action.Remove.REMOVE_SPONSORED) instanceof Allowed
                && store.sponsored(handle, facts.id(), permit.target(), caller))
            || (AccessRules.decide(standing, facts, Action.Remove.REMOVE_EXTERNAL)
                    instanceof Allowed
                && store.cameAsExternal(handle, facts.id(), permit.target()));
    return may ? Decision.ALLOWED : plain;
  }

  private static boolean leavesAsAdmin(GrantedManage permit, Standing standing) {
    return permit.conversation().kind() == ConversationKind.GROUP
        && standing.role() == ConversationRole.ADMIN;
  }
}
