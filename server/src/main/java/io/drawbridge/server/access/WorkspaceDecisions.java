package io.drawbridge.server.access;

import io.drawbridge.protocol.id.AccountId;
import io.drawbridge.protocol.id.WorkspaceId;
import io.drawbridge.protocol.people.WorkspaceRole;
import io.drawbridge.server.access.facts.StandingStore;
import io.drawbridge.server.access.facts.StandingStore.Seated;
import io.drawbridge.server.access.link.DomainId;
import io.drawbridge.server.access.rules.AccessRules;
import io.drawbridge.server.access.rules.AccountRules;
import io.drawbridge.server.access.rules.Decision;
import io.drawbridge.server.access.rules.Decision.Refused;
import io.drawbridge.server.access.rules.ExternalRules;
import io.drawbridge.server.access.rules.WorkspaceAction;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Decides what somebody may do in a workspace, by the seats of those concerned. */
final class WorkspaceDecisions {
  private final StandingStore store;

  WorkspaceDecisions(StandingStore store) {
    this.store = store;
  }

  Decision decide(Handle handle, GrantedWorkspace permit) {
    return decide(
        handle,
        permit.caller().account(),
        permit.workspace(),
        permit.action(),
        permit.target(),
        permit.granted());
  }

  Decision decide(
      Handle handle,
      AccountId account,
      WorkspaceId workspace,
      WorkspaceAction action,
      Optional<AccountId> on,
      Optional<WorkspaceRole> granted) {
    DomainId domain = new DomainId(workspace.value());
    Seated caller = store.seated(handle, account, domain);
    Decision decision =
        action == WorkspaceAction.LEAVE
            ? AccountRules.leaveWorkspace(caller.who(), () -> store.guest(handle, account, domain))
            : decide(caller, account, action);
    if (decision instanceof Refused || on.isEmpty()) {
      return decision;
    }
    boolean self = on.get().equals(account);
    Seated target = self ? caller : store.seated(handle, on.get(), domain);
    return AccessRules.decideOn(caller.who(), target.who(), action, granted);
  }

  private static Decision decide(Seated caller, AccountId account, WorkspaceAction action) {
    return action == WorkspaceAction.INVITE_GUEST && caller.names(account)
        ? ExternalRules.inviteGuest(caller.who(), caller.policies(), true)
        : AccessRules.decide(caller.who(), caller.policies(), action);
  }
}
